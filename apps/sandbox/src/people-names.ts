/** How a person is called. */
export interface PersonName {
  readonly firstName: string | null
  readonly lastName: string | null
  readonly email: string | null
}

/** Plain first names; their number has no common divisor with that of the last names. */
export const firstNames: readonly string[] = (
  'Ada Ben Clara David Elena Farid Grace Hugo Ines Jonas Karin Liam Maya ' +
  'Noah Olga Pedro Quinn Rosa Samir Tara Umar Vera Walter Xenia Yusuf Zoe'
).split(' ')

/** Plain last names. */
export const lastNames: readonly string[] = (
  'Archer Becker Costa Dubois Evans Fischer Garcia Hansen Ivanov Jensen Keller Lopez Meyer Novak ' +
  'Olsen Petrov Rossi Silva Tanaka Usman Vogel Weber Young Zimmer Quist Nilsen Moreau'
).split(' ')

/** People 12 and up: each has one special case. */
export const remarkable: readonly PersonName[] = [
  { firstName: '小明', lastName: '王', email: 'wang.xiaoming@acme.example' },
  { firstName: 'ليلى', lastName: 'حداد', email: 'leila.haddad@acme.example' },
  { firstName: 'Сергей', lastName: 'Кузнецов', email: 'sergey.kuznetsov@acme.example' },
  { firstName: 'Zoë', lastName: 'Müller-Łuczak', email: 'zoe.mueller@acme.example' },
  // "José" decomposed: e + U+0301.
  { firstName: 'Jose\u0301', lastName: 'Nu\u0301n\u0303ez', email: 'jose.nunez@acme.example' },
  // Without a last name, and invited, as 17 is divisible by 17.
  { firstName: 'Madonna', lastName: null, email: 'madonna@acme.example' },
  { firstName: null, lastName: 'Suharto', email: 'suharto@acme.example' },
  { firstName: null, lastName: null, email: 'nameless@acme.example' },
  { firstName: 'Nomail', lastName: 'Person', email: null },
  { firstName: 'Upper', lastName: 'Case', email: 'Upper.CASE@ACME.example' },
  { firstName: 'Plus', lastName: 'Address', email: 'plus.address+crm@acme.example' },
  // A quote for query languages, an apostrophe in the mailbox.
  { firstName: 'Conan', lastName: "O'Brien", email: "conan.o'brien@acme.example" },
  { firstName: 'Robert "Bob"', lastName: 'Smith, Jr.', email: 'bob.smith@acme.example' },
  // Two people of one name.
  { firstName: 'Maria', lastName: 'Garcia', email: 'maria.garcia.1@acme.example' },
  { firstName: 'Maria', lastName: 'Garcia', email: 'maria.garcia.2@acme.example' },
  { firstName: 'Sunny 🌻', lastName: 'Day', email: 'sunny.day@acme.example' },
  { firstName: 'Nguyễn Thị', lastName: 'Ánh', email: 'nguyen.anh@acme.example' },
  { firstName: '=SUM(1,2)', lastName: '<b>Bold</b>', email: 'formula@acme.example' },
  { firstName: '  Spaced ', lastName: 'van der Berg', email: 'spaced@acme.example' },
  { firstName: null, lastName: null, email: null },
]
