// Reads questions as a JSON list from standard input and prints our answers as a JSON list. Used by check.py.
import { text } from 'node:stream/consumers';

import { answer, type Question } from './answer.ts';

const questions = JSON.parse(await text(process.stdin)) as Question[];
process.stdout.write(JSON.stringify(questions.map(answer)));
