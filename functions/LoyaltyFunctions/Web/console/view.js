// Preact with templates in place of JSX: no build step, and nothing is evaluated.
import { h, render } from './lib/preact.js';
import htm from './lib/htm.js';

export const html = htm.bind(h);
export { render };
export { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from './lib/hooks.js';
