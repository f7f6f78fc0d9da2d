/** `<colloquy-chat>`: puts the chat on a page, inside a shadow root that the page's styles do not reach. */
import { Chat } from "./chat";
import type { Context } from "./context";
import { SessionStore } from "./session";
import { styleSheet } from "./styles";
import { textsFor } from "./texts";
import { Launcher } from "./view/launcher";
import { Panel } from "./view/panel";

/** From here down the panel covers the page. */
const FULL_SCREEN = "(max-width: 480px)";

export class ColloquyChat extends HTMLElement {
  /** The server's origin; the script sets it before the element goes on the page. */
  server = location.origin;

  private chat: Chat | null = null;
  private launcher: Launcher | null = null;
  private panel: Panel | null = null;
  private context: Context | null = null;
  private store: SessionStore | null = null;
  private isOpen = false;
  private drawRequest = 0;
  private focusBefore: Element | null = null;
  private shownUnread = -1;

  connectedCallback(): void {
    if (this.chat) return;
    const key = this.dataset.key ?? null;
    const isOwnHost = this.server === location.origin;
    const { language, texts } = textsFor(
      this.dataset.lang,
      document.documentElement.lang,
      ...navigator.languages,
    );
    this.store = new SessionStore(key);
    this.lang = language;
    // The words of the widget run from left to right; messages find their own way by `dir="auto"`.
    if (getComputedStyle(this).direction === "rtl") this.dataset.position ??= "left";
    this.dir = "ltr";
    this.chat = new Chat({
      server: this.server,
      key,
      isOwnHost,
      store: this.store,
      onChange: () => this.requestDraw(),
      onAnswer: (item) => {
        if (this.isOpen) this.panel?.announce(item.content);
        const needsSignIn = item.actions.some((action) => action.problem?.code === "sign_in_required");
        const afterSignIn = needsSignIn ? (item.suggestions[0]?.message ?? null) : null;
        this.tell("message", { content: item.content, by: item.by, messageId: item.messageId, afterSignIn });
      },
      onCart: (cart) => this.tell("cart", cart),
      onSession: (sessionId, replaced) => this.tell("session", { sessionId, replaced }),
    });
    this.context = {
      chat: this.chat,
      texts,
      language,
      resolve: (path) => new URL(path, this.server).href,
      productHref: (slug) => this.href(this.dataset.productUrl ?? `${this.server}/products/{slug}`, slug),
      cartHref: this.dataset.cartUrl ?? (isOwnHost ? `${this.server}/cart` : null),
      navigate: (href) => {
        const isFollowed = !this.tell("navigate", { href });
        if (isFollowed && matchMedia(FULL_SCREEN).matches) this.close();
        return isFollowed;
      },
    };
    this.launcher = new Launcher(texts, () => this.open());
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [styleSheet()];
    root.append(this.launcher.element);

    addEventListener("online", () => this.chat?.poke());
    addEventListener("offline", () => this.requestDraw());
    document.addEventListener("visibilitychange", () => this.watch());
    this.draw();
    if (this.store.isOpen && !matchMedia(FULL_SCREEN).matches) this.open(false);
    else if (this.store.isWorthListening || this.store.outbox.length > 0) this.chat.start();
  }

  open(takesFocus = true): void {
    if (this.isOpen || !this.chat || !this.context || !this.launcher) return;
    this.isOpen = true;
    this.focusBefore = document.activeElement;
    this.panel ??= new Panel(this.context, this.prompts(), () => this.close());
    this.launcher.element.after(this.panel.element);
    this.toggleAttribute("data-open", true);
    this.store?.setOpen(true);
    this.chat.start();
    this.watch();
    this.draw();
    this.panel.show(matchMedia(FULL_SCREEN).matches);
    if (takesFocus) this.panel.composer.focus();
    this.tell("open", null);
  }

  close(): void {
    if (!this.isOpen || !this.panel) return;
    this.isOpen = false;
    this.panel.element.remove();
    this.toggleAttribute("data-open", false);
    this.store?.setOpen(false);
    this.watch();
    this.draw();
    const before = this.focusBefore;
    if (before instanceof HTMLElement && before !== document.body && before !== this && before.isConnected)
      before.focus();
    else this.launcher?.element.focus();
    this.tell("close", null);
  }

  send(text: string): void {
    this.open();
    this.chat?.send(text);
  }

  /** Opens the chat with a text the shopper may still change. */
  prefill(text: string): void {
    this.open();
    this.panel?.composer.fill(text);
  }

  /** The session of this chat; a page that knows it passes it in. */
  session(id?: string): string | null {
    if (id) this.chat?.trustPageSession(id);
    return this.chat?.sessionId ?? null;
  }

  authenticate(token: string | null): void {
    this.chat?.authenticate(token);
  }

  private prompts(): string[] {
    const own = this.dataset.prompts?.split("|").filter(Boolean);
    return own ?? this.context?.texts.prompts ?? [];
  }

  private href(pattern: string, slug: string): string {
    const href = new URL(pattern.replace("{slug}", encodeURIComponent(slug)), location.href);
    return /^https?:$/.test(href.protocol) ? href.href : "#";
  }

  private watch(): void {
    if (document.visibilityState === "visible") this.chat?.poke();
    this.chat?.watch(this.isOpen && document.visibilityState === "visible");
  }

  private requestDraw(): void {
    if (this.drawRequest) return;
    // A timer, not an animation frame: a tab in the background keeps its badge and title right too.
    this.drawRequest = window.setTimeout(() => this.draw(), 16);
  }

  private draw(): void {
    clearTimeout(this.drawRequest);
    this.drawRequest = 0;
    const unread = this.chat?.unread ?? 0;
    this.launcher?.draw(unread, this.isOpen);
    if (this.isOpen) this.panel?.draw();
    if (unread === this.shownUnread) return;
    if (this.shownUnread >= 0) this.tell("unread", { count: unread });
    this.shownUnread = unread;
  }

  /** Tells the page; false when the page took the matter into its own hands. */
  private tell(name: string, detail: unknown): boolean {
    return window.dispatchEvent(new CustomEvent(`colloquy:${name}`, { detail, cancelable: true }));
  }
}
