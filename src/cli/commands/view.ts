import { command } from '../command.ts';
import { wholeNumber } from '../numbers.ts';
import { overlayOptions } from '../overlay-option.ts';
import { storeOption } from '../store-option.ts';

const mostPort = 65_535;

export const view = command({
  name: 'view',
  summary: 'a local web app on a store: rates, grids, transcripts, audit; live during a run',
  details:
    'It answers this machine alone unless --host says otherwise, and then only those who have the token of the printed\n' +
    'address. The store is only read, but for labels. docs/viewer.md says more.',
  examples: [
    'exitpoll view  # prints the address to open',
    'exitpoll view --store results.sqlite --port 0 --open  # any free port, shown in the browser at once',
    'exitpoll view --host 0.0.0.0  # for colleagues in this network: give them the whole address, token and all',
    'exitpoll view --overlay published.json  # published rates beside ours',
    'exitpoll view --allowed-host localhost:9000  # through `ssh -L 9000:localhost:4178 server`',
  ],
  args: {
    ...storeOption,
    port: {
      type: 'string',
      description: 'the port to listen on; 0 for any that is free',
      default: '4178',
      valueHint: 'N',
    },
    host: {
      type: 'string',
      description: 'the name or address to listen on; 0.0.0.0 for all of this machine',
      default: '127.0.0.1',
      valueHint: 'HOST',
    },
    'allowed-host': {
      type: 'string',
      description: 'a further name by which it is reached, through a proxy or a tunnel; may be repeated',
      valueHint: 'NAME[:PORT]',
    },
    token: {
      type: 'boolean',
      description: 'want a token on this machine too: where others are logged in',
      default: false,
    },
    ...overlayOptions,
    open: { type: 'boolean', description: 'open the address in the browser', default: false },
    json: { type: 'boolean', description: '{"url": …} on stdout once it answers, for scripts', default: false },
  },
  repeatable: ['allowed-host'],
  run: async (args, { 'allowed-host': allowedHosts }) => {
    const port = wholeNumber('port', args.port, 0, mostPort);
    const { viewCommand } = await import('../view-command.ts');
    const { store, host, token, open, json, overlay, 'overlay-dataset': overlayDataset } = args;
    return viewCommand({ store, port, host, allowedHosts, token, open, json, overlay, overlayDataset });
  },
});
