import { type Dispatch, type SetStateAction, useRef, useState } from "react";
import { sentenceOf } from "../operator/api/problem";
import { Button, IconButton } from "../operator/parts/button";
import { toast } from "../operator/parts/toast";
import { upload } from "./api";
import { FIELD } from "./parts";

/** A picture of a product: where it is, and what it shows. */
export interface Shown {
  url: string;
  alt: string;
}

interface Props {
  pictures: Shown[];
  problems: Record<string, string>;
  onChange: Dispatch<SetStateAction<Shown[]>>;
}

/** The pictures of a product in their order, the first is the main one: uploaded here, or named by an address. */
export function Pictures({ pictures, problems, onChange }: Props) {
  const [address, setAddress] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [dragged, setDragged] = useState<number | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const move = (from: number, to: number) => {
    if (to < 0 || to >= pictures.length) return;
    const next = pictures.toSpliced(from, 1);
    const moved = pictures[from];
    if (moved) onChange(next.toSpliced(to, 0, moved));
  };
  const add = async (files: FileList | null) => {
    if (!files?.length) return;
    setBusy(true);
    const added: Shown[] = [];
    for (const one of files) {
      try {
        const { url } = await upload(one);
        added.push({ url, alt: "" });
      } catch (error) {
        toast(`${one.name}: ${sentenceOf(error)}`, { bad: true });
      }
    }
    // What was typed or moved while the files were on their way stays.
    onChange((now) => [...now, ...added]);
    setBusy(false);
    if (file.current) file.current.value = "";
  };
  return (
    <fieldset className="flex flex-col gap-2 rounded-lg border border-line p-3">
      <legend className="px-1 text-sm font-medium">Pictures</legend>
      {pictures.length === 0 && <p className="text-sm text-ink-faint">No picture yet.</p>}
      <ol className="flex flex-col gap-2">
        {pictures.map(({ url, alt }, place) => (
          <li
            key={url}
            draggable
            onDragStart={() => setDragged(place)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged !== null) move(dragged, place);
              setDragged(null);
            }}
            className="flex flex-wrap items-center gap-2 rounded-md bg-sunken p-2"
          >
            <img
              src={url}
              alt={alt}
              width={56}
              height={56}
              className="size-14 shrink-0 cursor-grab rounded border border-line object-cover"
            />
            <label className="flex min-w-40 flex-1 flex-col gap-0.5 text-xs text-ink-soft">
              {place === 0 ? "What it shows (main picture)" : "What it shows"}
              <input
                className={`h-8 text-sm ${FIELD}`}
                value={alt}
                aria-invalid={problems[`image_alts[${place}]`] ? true : undefined}
                onChange={(event) => onChange(pictures.with(place, { url, alt: event.target.value }))}
              />
            </label>
            <Problem text={problems[`images_urls[${place}]`] ?? problems[`image_alts[${place}]`]} />
            <div className="flex">
              <IconButton
                name="send"
                label={`Move picture ${place + 1} up`}
                disabled={place === 0}
                className="disabled:opacity-40"
                onClick={() => move(place, place - 1)}
              />
              <IconButton
                name="send"
                label={`Move picture ${place + 1} down`}
                disabled={place === pictures.length - 1}
                className="rotate-180 disabled:opacity-40"
                onClick={() => move(place, place + 1)}
              />
              <IconButton
                name="close"
                label={`Remove picture ${place + 1}`}
                onClick={() => onChange(pictures.toSpliced(place, 1))}
              />
            </div>
          </li>
        ))}
      </ol>
      <Problem text={problems.images_urls ?? problems.image_alts} />
      <div className="flex flex-wrap items-end gap-2">
        <input
          ref={file}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          multiple
          aria-label="Picture files"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => void add(event.target.files)}
        />
        <Button icon="plus" busy={isBusy} onClick={() => file.current?.click()}>
          Upload pictures
        </Button>
        <label className="flex min-w-40 flex-1 flex-col gap-0.5 text-xs text-ink-soft">
          Or the address of one
          <input
            className={`h-8 font-mono text-xs ${FIELD}`}
            value={address}
            placeholder="https://"
            onChange={(event) => setAddress(event.target.value)}
          />
        </label>
        <Button
          disabled={address.trim() === "" || pictures.some(({ url }) => url === address.trim())}
          onClick={() => {
            onChange([...pictures, { url: address.trim(), alt: "" }]);
            setAddress("");
          }}
        >
          Add
        </Button>
      </div>
      <p className="text-xs text-ink-faint">PNG, JPEG or WebP, at most 4 MB each.</p>
    </fieldset>
  );
}

function Problem({ text }: { text: string | undefined }) {
  return text ? <p className="w-full text-xs text-bad-ink">{text}</p> : null;
}
