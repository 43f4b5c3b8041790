// A study in TypeScript: the same fields, checked by the editor. It is code, and `exitpoll run` executes it.
import { defineStudy } from 'exitpoll';

const temperatures = [0, 1];

export default defineStudy({
  name: 'typed',
  models: ['sim:even'],
  datasets: ['neutral', { name: 'starter', take: 12, filter: { maxChars: 2_000, twins: 'none' } }],
  methods: ['bail-string', { method: 'bail-prompt', orders: ['bail-first'] }],
  epochs: 2,
  sampling: { temperature: temperatures[1] },
});
