/*
 * Runs in a page that means ill, for all anybody knows. It is sent there as the text of its source, so that it brings along
 * all that it needs. A page can not change the functions of an extension's own world, but the elements it names after a
 * form's or the document's properties stand in for them in every world: these are read through their prototypes.
 */

/**
 * What a reader sees of the text of the page that this runs in: of its one article or its main part, where it has one.
 * Left out is what is hidden in any of the usual ways, what stands around the text, and whatever somebody may have typed.
 *
 * @param longest about where to stop, in UTF-16 units
 */
export function pageText(longest: number): string {
  const leftOut = [
    'script,style,noscript,template,iframe,frame,object,embed,svg,math,canvas,video,audio,picture,map',
    'nav,header,footer,aside,menu,dialog:not([open]),rt,rp',
    'input,textarea,select,datalist,button,label,output,progress,meter',
    '[hidden],[aria-hidden="true" i],[aria-modal="true" i],[contenteditable]:not([contenteditable="false" i])',
    ...['navigation', 'banner', 'contentinfo', 'complementary', 'search', 'dialog', 'alertdialog', 'tooltip'].map(
      (role) => `[role="${role}"]`,
    ),
    ...['textbox', 'searchbox', 'button', 'menu', 'menubar', 'tablist', 'listbox', 'combobox'].map(
      (role) => `[role="${role}"]`,
    ),
  ].join(',');
  const smallestFont = 4;
  const faintest = 0.1;
  const closestColours = 16;
  const deepest = 500;
  const enough = 300;

  interface Area {
    left: number;
    top: number;
    right: number;
    bottom: number;
  }
  type Colour = readonly [red: number, green: number, blue: number, alpha: number];
  interface Surroundings {
    /** Where something can be seen, if need be after scrolling; relative to the window. */
    area: Area;
    /** What is behind; `null` where that can not be told. */
    backdrop: Colour | null;
  }

  const property = (element: Element, name: keyof Element): number =>
    Reflect.get(Element.prototype, name, element) as number;
  const boxOf = (element: Element): DOMRect => Element.prototype.getBoundingClientRect.call(element);
  const found = (selector: string): readonly Element[] => [
    ...Document.prototype.querySelectorAll.call(document, selector),
  ];
  const root = Reflect.get(Document.prototype, 'documentElement', document) as Element;

  function colourOf(css: string): Colour | null {
    const parts = /^rgba?\((.+)\)$/
      .exec(css)?.[1]
      ?.split(/[,/\s]+/)
      .map(Number);
    const [red = Number.NaN, green = Number.NaN, blue = Number.NaN, alpha = 1] = parts ?? [];
    return [red, green, blue, alpha].some(Number.isNaN) ? null : [red, green, blue, alpha];
  }

  function scrolled(element: Element, left: number, top: number, style: CSSStyleDeclaration): Area {
    const [x, width] = [property(element, 'scrollLeft'), property(element, 'scrollWidth')];
    const [y, height] = [property(element, 'scrollTop'), property(element, 'scrollHeight')];
    const fromRight = style.direction === 'rtl' || style.writingMode === 'vertical-rl';
    const start = left - x - (fromRight ? width - property(element, 'clientWidth') : 0);
    return { left: start, top: top - y, right: start + width, bottom: top - y + height };
  }

  function common(a: Area, b: Area): Area {
    return {
      left: Math.max(a.left, b.left),
      top: Math.max(a.top, b.top),
      right: Math.min(a.right, b.right),
      bottom: Math.min(a.bottom, b.bottom),
    };
  }

  const isEmpty = ({ left, top, right, bottom }: Area): boolean => right - left <= 1 || bottom - top <= 1;

  function isClippedAway({ clip, clipPath, position }: CSSStyleDeclaration): boolean {
    const [top = 0, right = 0, bottom = 0, left = 0] = /^rect\((.+)\)$/
      .exec(clip)?.[1]
      ?.split(/[,\s]+/)
      .map(parseFloat) ?? [0, 9, 9, 0];
    const floats = position === 'absolute' || position === 'fixed';
    if (floats && (right - left <= 1 || bottom - top <= 1)) return true;
    return /^(?:inset\((?:5\d|[6-9]\d|100)(?:\.\d+)?%|circle\(0|ellipse\(0|polygon\((?:0(?:px|%)? 0(?:px|%)?,? ?)+\))/.test(
      clipPath,
    );
  }

  const rootStyle = getComputedStyle(root);
  const width = property(root, 'clientWidth');
  const whole = scrolled(root, 0, 0, rootStyle);
  const everywhere: Surroundings = {
    // Where lines are read downwards, what lies far beside the window has been put there so as not to be seen.
    area:
      rootStyle.writingMode === 'horizontal-tb'
        ? { ...whole, left: Math.max(whole.left, -3 * width), right: Math.min(whole.right, 4 * width) }
        : whole,
    backdrop: rootStyle.colorScheme.includes('dark') ? null : [255, 255, 255, 1],
  };

  /** @returns what is around an element's children; `null` where nothing of it is seen */
  function within(element: Element, style: CSSStyleDeclaration, around: Surroundings): Surroundings | null {
    if (Element.prototype.matches.call(element, leftOut)) return null;
    if (style.display === 'none' || Number(style.opacity) < faintest || isClippedAway(style)) return null;
    if (style.contentVisibility === 'hidden') return null;
    let { area, backdrop } = around;
    if (style.position === 'fixed') area = everywhere.area;
    const ownBox = element !== root && !/^(?:inline|contents)$/.test(style.display);
    if (ownBox && style.overflow !== 'visible' && !Element.prototype.matches.call(element, 'body')) {
      const box = boxOf(element);
      const shown = common(area, box);
      if (isEmpty(shown)) return null;
      area = /auto|scroll/.test(style.overflow) ? scrolled(element, box.left, box.top, style) : shown;
    }
    const colour = colourOf(style.backgroundColor);
    if (colour === null || style.backgroundImage !== 'none' || (colour[3] > 0 && colour[3] < 1)) backdrop = null;
    else if (colour[3] === 1) backdrop = colour;
    return { area, backdrop };
  }

  function isSeen(text: Node, style: CSSStyleDeclaration, { area, backdrop }: Surroundings): boolean {
    if (style.visibility !== 'visible' || Number.parseFloat(style.fontSize) < smallestFont) return false;
    const colour = colourOf(style.webkitTextFillColor) ?? colourOf(style.color);
    if (colour !== null && style.backgroundClip !== 'text') {
      if (colour[3] < faintest) return false;
      const apart = (channel: 0 | 1 | 2): number => Math.abs(colour[channel] - (backdrop?.[channel] ?? 0));
      if (backdrop !== null && Math.max(apart(0), apart(1), apart(2)) <= closestColours) return false;
    }
    const range = new Range();
    range.selectNodeContents(text);
    return [...range.getClientRects()].some((box) => box.width > 0 && box.height > 1 && !isEmpty(common(area, box)));
  }

  function read(part: Element): string {
    let text = '';
    /** What parts the next words from the last: 0 nothing, 1 a space, 2 a line, 3 a paragraph. */
    let gap = 0;
    const walker = Document.prototype.createTreeWalker.call(
      document,
      root,
      NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    );

    function say(words: string, lines: boolean): void {
      const [first = '', ...more] = lines ? words.split('\n') : [words];
      for (const [index, line] of [first, ...more].entries()) {
        if (index > 0) gap = Math.max(gap, 2);
        const said = line.replaceAll(/\s+/g, ' ');
        if (said.startsWith(' ')) gap = Math.max(gap, 1);
        if (said.trim() === '') continue;
        text += (text === '' ? '' : ['', ' ', '\n', '\n\n'][gap]) + said.trim();
        gap = said.endsWith(' ') ? 1 : 0;
      }
    }

    function gapOf(display: string): number {
      if (/^(?:inline|contents|ruby)/.test(display)) return 0;
      if (display === 'table-cell') return 1;
      return /list-item|table-row/.test(display) ? 2 : 3;
    }

    function readElement(element: Element, around: Surroundings, inside: boolean, depth: number): void {
      const style = getComputedStyle(element);
      const surroundings = within(element, style, around);
      if (surroundings === null || depth > deepest) return;
      const { display } = style;
      const apart = Element.prototype.matches.call(element, 'br') ? 2 : gapOf(display);
      gap = Math.max(gap, apart);
      const parted = inside || element === part;
      const folded = Element.prototype.matches.call(element, 'details:not([open])');
      let child = walker.firstChild();
      const hasChildren = child !== null;
      while (child !== null && text.length < longest) {
        if (child instanceof Element) {
          if (!folded || Element.prototype.matches.call(child, 'summary')) {
            readElement(child, surroundings, parted, depth + 1);
          }
        } else if (parted && !folded && isSeen(child, style, surroundings)) {
          say(child.nodeValue ?? '', /pre|break-spaces/.test(style.whiteSpace));
        }
        child = walker.nextSibling();
      }
      if (hasChildren) walker.parentNode();
      gap = Math.max(gap, apart);
    }

    readElement(root, everywhere, false, 0);
    return text;
  }

  const articles = found('article');
  const mains = found('main,[role="main"]');
  for (const [part, ...others] of [articles, mains]) {
    const text = part === undefined || others.length > 0 ? '' : read(part);
    if (text.length >= enough) return text;
  }
  return read(root);
}
