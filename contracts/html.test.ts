import { expect, test } from 'vitest';
import { html } from './html.ts';

test('inserted text stays text, inserted templates stay markup', () => {
  const inner = html`<b>${'<i>&"\''}</b>`;
  expect(html`<p title="${'"x"'}">${inner}${[inner, inner]}${''}</p>`.markup).toBe(
    '<p title="&quot;x&quot;"><b>&lt;i&gt;&amp;&quot;&#39;</b><b>&lt;i&gt;&amp;&quot;&#39;</b><b>&lt;i&gt;&amp;&quot;&#39;</b></p>',
  );
});
