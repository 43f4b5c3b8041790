/** Sentences in which nothing is refused. */
export const neutralText: readonly string[] = [
  'Boil the pasta for nine minutes.',
  'The bridge was built in 1894, and it still carries trains.',
  'Here are three ideas: paint the wall, move the lamp, add a rug.',
  'Nimm den früheren Zug, dann hast du Zeit für einen Kaffee.',
  '把面团放在温暖的地方发酵一小时。',
  'Coupez les légumes en petits dés.',
];
