import { Button, Stack } from "@mantine/core";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNote } from "../ui/ErrorNote.js";
import styles from "./Scanner.module.css";

/** How often a picture of the camera is looked at, milliseconds. */
const EVERY = 250;

/** Reads the QR code of a key by the camera; nothing where there is none. */
export function Scanner({ onRead }: { readonly onRead: (text: string) => void }) {
  const { t } = useTranslation();
  const [there, setThere] = useState(false);
  const [on, setOn] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    const media = (navigator as Partial<Navigator>).mediaDevices;
    void media
      ?.enumerateDevices()
      .then((all) => setThere(all.some((each) => each.kind === "videoinput")))
      .catch(() => undefined);
  }, []);
  if (!there) {
    return null;
  }
  const read = (text: string) => {
    setOn(false);
    onRead(text);
  };
  return (
    <Stack gap="xs">
      <Button variant="default" onClick={() => setOn(!on)} aria-pressed={on}>
        {t(on ? "compare.stopCamera" : "compare.camera")}
      </Button>
      <ErrorNote failure={failure} />
      {on && <Camera onRead={read} onFailure={setFailure} />}
    </Stack>
  );
}

interface CameraProps {
  readonly onRead: (text: string) => void;
  readonly onFailure: (failure: unknown) => void;
}

function Camera({ onRead, onFailure }: CameraProps) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const read = useEffectEvent(onRead);
  const failed = useEffectEvent(onFailure);
  useEffect(() => {
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setInterval> | undefined;
    let over = false;
    const begin = async () => {
      const { default: find } = await import("jsqr");
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      if (over || video.current === null) {
        stop();
        return;
      }
      video.current.srcObject = stream;
      await video.current.play();
      timer = setInterval(() => {
        const text = video.current === null ? undefined : textIn(video.current, find);
        if (text !== undefined) {
          read(text);
        }
      }, EVERY);
    };
    const stop = () => {
      clearInterval(timer);
      for (const track of stream?.getTracks() ?? []) {
        track.stop();
      }
    };
    begin().catch(failed);
    return () => {
      over = true;
      stop();
    };
  }, []);
  return (
    <video
      ref={video}
      className={styles.video}
      muted
      playsInline
      aria-label={t("compare.picture")}
    />
  );
}

type Find = typeof import("jsqr").default;

/** The text of a QR code in what the camera shows. */
function textIn(video: HTMLVideoElement, find: Find): string | undefined {
  const { videoWidth: width, videoHeight: height } = video;
  const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
  const context = canvas.getContext("2d");
  if (context === null || width === 0) {
    return undefined;
  }
  context.drawImage(video, 0, 0);
  return find(context.getImageData(0, 0, width, height).data, width, height)?.data;
}
