import { css } from 'lit'

export const avatarStyles = css`
  :host {
    --_size: 40px;
    display: block;
    flex: none;
    width: var(--_size);
    height: var(--_size);
  }
  .face {
    display: grid;
    place-items: center;
    width: 100%;
    height: 100%;
    border-radius: 50%;
    overflow: hidden;
    font: 600 calc(var(--_size) * 0.275 + 4px) / 1 var(--_font);
    user-select: none;
  }
  .room,
  .announcements {
    border-radius: var(--_control-radius);
  }
  img {
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  .sage {
    background: light-dark(#d9e6dc, #2e3d33);
    color: light-dark(#2f4a38, #c4dbcb);
  }
  .sand {
    background: light-dark(#ebe3d3, #40382a);
    color: light-dark(#55452a, #e2d5b8);
  }
  .clay {
    background: light-dark(#eeddd4, #44332b);
    color: light-dark(#5e3a2a, #ebcdbe);
  }
  .mist {
    background: light-dark(#d8e3ea, #2a3944);
    color: light-dark(#2c4557, #bfd5e4);
  }
  .lilac {
    background: light-dark(#e2deea, #363148);
    color: light-dark(#453b5c, #d3cae8);
  }
  .rose {
    background: light-dark(#eddce0, #432e35);
    color: light-dark(#5c3440, #ebc6d0);
  }
  .stone {
    background: light-dark(#e3e3df, #34393b);
    color: light-dark(#44484a, #d0d4d5);
  }
  @media (forced-colors: active) {
    .face {
      border: 1px solid;
    }
  }
`
