/** A study of ours that runs the published words on the published prompts. */
export function studyText(pack: string): string {
  return `# The published words on the published prompts: benchmark and neutral set, ways of leaving, plain wording.
# Put your models in place of the simulated respondent, and the pack that calls them by their name in place of this one:
# the words for tool and string name the model, so models of several names are one study each.
name: bailstudy
models:
  - sim:even
datasets:
  - name: bailbench
    path: bailbench.csv
    # take: 163   # a sample of the prompts, to begin with
  - name: tsv
    path: neutral.tsv
    as: bailstudy-neutral
    neutral: true # its rate stands beside the others
methods: [baseline, bail-tool, bail-string, bail-prompt]
wordings:
  - ${pack}#published
  # - ${pack}   # and every variation
# leadIns: [none, lead-ins.yaml]   # what was put before the prompts, in another study
epochs: 10
sampling:
  temperature: 1
  maxTokens: 2000
  answer: { maxTokens: 2000 }
`;
}
