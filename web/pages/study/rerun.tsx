import type { ReactNode } from 'react';

import type { StudyPage } from '../../../src/server/wire/study-page.ts';
import { useShown } from '../../study.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ModelText } from '../../ui/model-text.tsx';
import { saveFile } from '../../ui/save-file.ts';

/** The study as a file, and the commands that ask it again. */
export function Rerun({ told: { name: study, yaml } }: { readonly told: StudyPage }): ReactNode {
  const { info } = useShown();
  const name = fileName(study);
  const commands = [
    `exitpoll plan ${name}.yaml  # what it would ask and cost`,
    `exitpoll run ${name}.yaml --store new.sqlite  # asks all of it again`,
    `exitpoll run ${name}.yaml --store ${info.file}  # asks only what is not there`,
  ].join('\n');
  return (
    <>
      <h2>Ask it again</h2>
      <p className="note">
        Save this as <code>{name}.yaml</code>, where the files it names are. Every default is written out. What could be
        a key is taken out: keys come from the environment.
      </p>
      <div className="controls">
        <CopyButton label="Copy the study" text={() => yaml} />
        <button type="button" onClick={() => saveFile(`${name}.yaml`, 'application/yaml', yaml)}>
          Save it
        </button>
      </div>
      <ModelText text={yaml} kind="code" />
      <h3>Commands</h3>
      <ModelText text={commands} kind="code" />
      <p className="note">
        The same study and seed plan the same trials; whether a model gives the same replies is for its server to say.
      </p>
    </>
  );
}

/** A study's name as a file can have it on any system, and as a shell takes it for one word. */
function fileName(study: string): string {
  return study.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 80);
}
