import { auditMaterial, unitsOf, type AuditMaterial } from '../../audit/audit-figures.ts';
import type { AuditUnit } from '../../audit/audit-unit.ts';
import { auditScope } from '../../audit/open-audit.ts';
import { ExitpollError } from '../../base/errors.ts';
import { auditMark } from '../../store/audit-samples.ts';
import type { LabelledUnit } from '../../store/labels.ts';
import type { Store } from '../../store/store.ts';

/** Gives what the labels of a study are laid upon, read anew when more was run or drawn, not with every label. */
export interface MaterialSource {
  /** @returns `null` where no condition of the study can be audited. @throws ExitpollError without such a study. */
  of(study: string): Promise<AuditMaterial | null>;
}

/** Keeps the material of the study that was asked for last. */
export function keptMaterial(store: Store): MaterialSource {
  let kept: { readonly key: string; readonly material: Promise<AuditMaterial | null> } | null = null;
  return {
    of: (study) => {
      const key = JSON.stringify([study, auditMark(store)]);
      if (kept?.key !== key) {
        const material = readMaterial(store, study);
        kept = { key, material };
        material.catch(() => (kept = null));
      }
      return kept.material;
    },
  };
}

async function readMaterial(store: Store, study: string): Promise<AuditMaterial | null> {
  try {
    return auditMaterial(store, await auditScope(store, study, {}));
  } catch (error) {
    if (error instanceof ExitpollError && error.code === 'nothing-to-audit') return null;
    throw error;
  }
}

/** @throws ExitpollError where nobody is to read it. */
export function requireUnit(material: AuditMaterial | null, unit: LabelledUnit, id: number): AuditUnit {
  const found = material === null ? undefined : unitsOf(material, unit).get(id);
  if (found !== undefined) return found;
  throw new ExitpollError(`this ${unit} is not in the sample`, {
    code: 'not-sampled',
    hint: 'Perhaps another sample was drawn in the meantime; load the page again.',
  });
}
