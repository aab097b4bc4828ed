import { operator } from "../../core/page";

/** The operator's logo and name; a link where there is somewhere to go. */
export function Mark({ href }: { href?: string }) {
  const { code, name } = operator();
  const inner = (
    <>
      <img src={`/${code}/logo.svg`} alt="" width="30" height="30" />
      <span>{name}</span>
    </>
  );
  return href ? (
    <a class="mark" href={href}>
      {inner}
    </a>
  ) : (
    <div class="mark">{inner}</div>
  );
}
