/** Widest screen in pixels that is read as a phone: the same in styles/screens.css. */
const PHONE = "(max-width: 640px)";

/** Whether the screen is as narrow as a phone's; false where nothing is laid out. */
export const isPhone = (): boolean => globalThis.matchMedia?.(PHONE).matches ?? false;

/** Calls back when the screen becomes as narrow as a phone's, or wider again, until `holder` has left the page. */
export function whenPhoneChanges(holder: Element, change: (phone: boolean) => void): void {
  const query = globalThis.matchMedia?.(PHONE);
  if (query === undefined) return;
  let shown = false;
  const listen = ({ matches }: { readonly matches: boolean }): void => {
    shown ||= holder.isConnected;
    if (shown && !holder.isConnected) query.removeEventListener("change", listen);
    else change(matches);
  };
  query.addEventListener("change", listen);
}
