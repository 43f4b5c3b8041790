/** What is wrong with the methods that one model of a study is to be asked by: each must be one of the study's. */
export function checkModelMethods(
  named: readonly string[],
  methods: readonly (string | { readonly method: string })[],
  wrong: (issue: { readonly at: number; readonly message: string }) => void,
): void {
  const all = new Set(methods.map((entry) => (typeof entry === 'string' ? entry : entry.method)));
  named.forEach((name, at) => {
    if (!all.has(name)) wrong({ at, message: `${name} is not among the study's methods` });
  });
}

/** Whether a model of a study is asked by a method: by all unless it names some. */
export function isAskedBy(
  model: string | { readonly methods?: readonly string[] | undefined },
  method: string,
): boolean {
  return typeof model === 'string' || model.methods === undefined || model.methods.includes(method);
}
