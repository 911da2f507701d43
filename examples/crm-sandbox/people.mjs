// Believable contacts, the same in every run. Nobody here exists; every address ends in example.com.

const FIRST = [
  'Anna',
  'Ben',
  'Clara',
  'David',
  'Elif',
  'Felix',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Karla',
  'Leon',
  'Mara',
  'Nils',
  'Olga',
  'Paul',
  'Rosa',
  'Samir',
  'Tilda',
  'Viktor',
];
const LAST = [
  'Adler',
  'Berger',
  'Conti',
  'Dvorak',
  'Egger',
  'Fischer',
  'Gruber',
  'Huber',
  'Ivanov',
  'Jansen',
  'Keller',
  'Lang',
  'Moser',
  'Novak',
  'Ortega',
  'Pichler',
  'Reiter',
  'Schmid',
  'Toth',
  'Wolf',
];
const COMPANIES = [
  'Atelier Nord',
  'Brightwater Ltd',
  'Café Sonne',
  'Domus Interiors',
  'Elbe & Sons',
  'Fernweh Travel',
  'Glashaus',
  'Hotel Linde',
];
const PLACES = [
  ['Vienna', 'Austria'],
  ['Graz', 'Austria'],
  ['Munich', 'Germany'],
  ['Zurich', 'Switzerland'],
  ['Milan', 'Italy'],
  ['Prague', 'Czechia'],
];
const STAGES = ['subscriber', 'lead', 'opportunity', 'customer'];

const START = Date.UTC(2026, 0, 5, 9);
const HOUR = 3_600_000;

const contact = (id, properties) => ({
  id: String(id),
  createdAt: START + id * HOUR,
  updatedAt: START + id * HOUR,
  properties,
});

const generated = (index) => {
  const first = FIRST[index % FIRST.length];
  const last = LAST[(index * 7 + Math.floor(index / FIRST.length)) % LAST.length];
  const [city, country] = PLACES[index % PLACES.length];
  const name = `${first}.${last}.${index}`
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9.]/g, '');
  return contact(1000 + index, {
    email: `${name}@example.com`,
    firstname: first,
    lastname: last,
    company: COMPANIES[index % COMPANIES.length],
    city,
    country,
    lifecyclestage: STAGES[index % STAGES.length],
  });
};

export const PAULA = contact(501, {
  email: 'paula.partner@example.com',
  firstname: 'Paula',
  lastname: 'Partner',
  company: 'Partner & Daughters',
  jobtitle: 'Owner',
  city: 'Vienna',
  country: 'Austria',
  lifecyclestage: 'customer',
});

/** A fresh copy: tests change what they are given. */
export const seed = () => {
  const others = Array.from({ length: 600 }, (_, index) => generated(index));
  const contacts = new Map([PAULA, ...others].map((one) => [one.id, structuredClone(one)]));
  const ids = (from, to) => others.slice(from, to).map(({ id }) => id);
  const list = (listId, name, processingType, members) => ({
    listId,
    name,
    processingType,
    createdAt: START,
    updatedAt: START,
    members: new Map(members.map((id, at) => [id, START + at * 1000])),
  });
  const lists = [
    list('11', 'Partners', 'MANUAL', [PAULA.id, ...ids(0, 11)]),
    list('12', 'Newsletter', 'DYNAMIC', ids(0, 600)),
    list('13', 'Trade fair, spring', 'SNAPSHOT', ids(20, 75)),
    list('14', 'Lapsed customers', 'DYNAMIC', ids(300, 390)),
    list('15', 'Nobody yet', 'MANUAL', []),
  ];
  return { contacts, lists: new Map(lists.map((one) => [one.listId, one])) };
};
