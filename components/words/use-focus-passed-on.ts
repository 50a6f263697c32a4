import { useLayoutEffect, type RefObject } from 'react';

/**
 * An item that goes away with the focus in it hands it to the same button of the item that takes its place, else to the list:
 * without this it would be nowhere.
 */
export function useFocusPassedOn(item: RefObject<HTMLLIElement | null>): void {
  useLayoutEffect(() => {
    const { current: own } = item;
    return () => {
      if (own === null || !own.contains(document.activeElement)) return;
      const place = buttonsOf(own).findIndex((button) => button === document.activeElement);
      const next = [own.nextElementSibling, own.previousElementSibling]
        .map(buttonsOf)
        .find((buttons) => buttons.length > 0);
      const heir = next?.[place] ?? next?.[0] ?? own.closest<HTMLElement>('ul');
      heir?.focus();
    };
  }, [item]);
}

function buttonsOf(element: Element | null): HTMLButtonElement[] {
  return element === null ? [] : [...element.querySelectorAll('button')];
}
