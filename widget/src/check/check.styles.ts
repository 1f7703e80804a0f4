import { css } from 'lit'

/** The colours of the widget, on a page of its own. */
const sheet = css`
  :root {
    color-scheme: light dark;
    font: 15px / 22px system-ui, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', sans-serif;
    background: light-dark(#fbfaf8, #141617);
    color: light-dark(#1d2021, #ecedec);
  }
  body {
    margin: 0;
  }
  main {
    box-sizing: border-box;
    max-width: 640px;
    margin: 0 auto;
    padding: 32px 16px;
  }
  h1 {
    margin: 0 0 24px;
    font-size: 24px;
    line-height: 32px;
  }
  h2 {
    margin: 32px 0 12px;
    font-size: 17px;
    line-height: 24px;
  }
  form {
    display: grid;
    gap: 16px;
  }
  label {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 4px 8px;
    align-items: baseline;
  }
  label span {
    font-weight: 600;
  }
  small,
  .mark {
    font-size: 13px;
    color: light-dark(#62676a, #a1a7a9);
  }
  input,
  textarea {
    grid-column: 1 / -1;
    box-sizing: border-box;
    width: 100%;
    min-height: 44px;
    padding: 10px 12px;
    border: 1px solid light-dark(#7f8386, #737a7d);
    border-radius: 12px;
    background: light-dark(#ffffff, #1b1e1f);
    color: inherit;
    font: inherit;
    font-size: 16px;
    resize: vertical;
  }
  input:focus,
  textarea:focus {
    border-color: transparent;
    outline: 2px solid light-dark(#23705a, #7ccbb2);
    outline-offset: -1px;
  }
  button {
    justify-self: start;
    min-height: 44px;
    padding: 0 24px;
    border: 0;
    border-radius: 22px;
    background: light-dark(#23705a, #7ccbb2);
    color: light-dark(#ffffff, #0b211a);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  button:focus-visible {
    outline: 2px solid light-dark(#23705a, #7ccbb2);
    outline-offset: 2px;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  ol {
    margin: 0;
    padding: 0 0 0 24px;
  }
  ol li {
    padding: 12px 0 12px 4px;
  }
  h3 {
    margin: 0;
    font-size: 15px;
    line-height: 22px;
  }
  h2:focus-visible {
    border-radius: 4px;
    outline: 2px solid light-dark(#23705a, #7ccbb2);
    outline-offset: 4px;
  }
  section p {
    margin: 8px 0;
    overflow-wrap: anywhere;
  }
  a {
    color: light-dark(#23705a, #7ccbb2);
  }
  nav {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    margin-top: 16px;
    padding-top: 12px;
    border-top: 1px solid light-dark(#e8e6e1, #2c3132);
  }
  nav a {
    padding: 10px 0;
    font-size: 13px;
  }
  nav a[aria-current] {
    color: inherit;
    font-weight: 600;
    text-decoration: none;
  }
  ul li {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 2px 12px;
    padding: 12px 0;
    border-top: 1px solid light-dark(#e8e6e1, #2c3132);
  }
  ul li p {
    grid-column: 1 / -1;
    margin: 0;
    overflow-wrap: anywhere;
  }
  .bad .mark,
  .bad strong {
    color: light-dark(#b3261e, #f2a9a4);
  }
  pre {
    margin: 0;
    padding: 12px;
    border-radius: 12px;
    background: light-dark(#f0efeb, #282d2f);
    font: 13px / 20px ui-monospace, monospace;
    user-select: all;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
`

export const checkStyles = sheet.styleSheet as CSSStyleSheet
