import { messageOf } from '../../base/errors.ts';
import { ModelError } from '../model-error.ts';
import { nameOf, quoted, type Endpoint } from './endpoint.ts';
import { ExchangeSilence, ExchangeTimeout, ExchangeTooLarge } from './exchange.ts';

/** Turns what was thrown while talking to a server into one line about it. */
export function transportError(thrown: unknown, endpoint: Endpoint): ModelError {
  const name = nameOf(endpoint);
  if (thrown instanceof ExchangeTimeout) {
    const what = thrown.hadHeaders ? 'did not finish its answer' : 'did not answer';
    return new ModelError('timeout', `${name} ${what} within ${endpoint.timeoutMs / 1000} s`, {
      hint: 'Ask for shorter replies, lower the concurrency, or raise limits.timeoutSeconds of the study.',
    });
  }
  if (thrown instanceof ExchangeSilence) {
    return new ModelError(
      'timeout',
      `${name} went silent for ${thrown.silenceMs / 1000} s in the middle of its reply`,
      {
        hint: 'The log of the server may say why.',
      },
    );
  }
  if (thrown instanceof ExchangeTooLarge) {
    return new ModelError('bad-reply', `${name} sent an answer larger than any reply can be`);
  }
  const code = codeOf(thrown);
  const cause = quoted(endpoint, messageOf(thrown));
  const connection = (what: string, hint?: string): ModelError =>
    new ModelError('connection', `${name} ${what}`, { ...(hint === undefined ? {} : { hint }), cause: thrown });
  switch (code) {
    case 'ECONNREFUSED':
      return connection(
        'cannot be reached: the connection was refused',
        `Is the server running, and is ${endpoint.url} its address?`,
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return connection(
        `cannot be reached: no address is known for ${endpoint.host}`,
        'Check the spelling of the baseUrl and the network.',
      );
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return connection(
        `cannot be reached: no connection to ${endpoint.host} came about`,
        'Check the address, the network and any firewall.',
      );
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return connection('closed the connection before its answer was complete', 'The log of the server may say why.');
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'EPROTO':
      return connection('does not speak https', 'Does its baseUrl start with http:// instead?');
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'CERT_HAS_EXPIRED':
      return connection(
        `shows a certificate that cannot be trusted (${code})`,
        'NODE_EXTRA_CA_CERTS can name the certificate of your own authority.',
      );
    default:
      if (isNotHttp(thrown, code)) {
        return new ModelError('bad-reply', `${name} answered with something that is not HTTP (${cause})`, {
          // Without its cause, which holds the bytes received.
          hint: `Is ${endpoint.url} the address of a model server?`,
        });
      }
      return connection(`failed: ${cause}`);
  }
}

/** undici's parser leaves the code of its errors empty; their class is not exported at the top. */
function isNotHttp(thrown: unknown, code: string): boolean {
  return code === 'UND_ERR_HEADERS_OVERFLOW' || (thrown instanceof Error && thrown.name === 'HTTPParserError');
}

/** The code of an error, of its cause, or of the first of several attempts to connect. */
function codeOf(thrown: unknown): string {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 4; depth += 1) {
    const { code } = error as { code?: unknown };
    if (typeof code === 'string') return code;
    error = error instanceof AggregateError ? error.errors[0] : error.cause;
  }
  return '';
}
