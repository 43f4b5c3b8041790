/** Epochs that a study can ask for at most. */
export const mostEpochs = 100_000;
