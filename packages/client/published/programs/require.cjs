const { createClient } = require('@rollcall/client')
console.log(typeof createClient)
