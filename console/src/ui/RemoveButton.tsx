import { Button, Group, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "./Dialog.js";
import { ErrorNote } from "./ErrorNote.js";
import { useAction } from "./useAction.js";

interface Props {
  readonly title: string;
  /** What the button says, and what a screen reader says in its place; “Remove” if left out. */
  readonly label?: string;
  readonly name?: string;
  readonly size?: "xs" | "sm";
  /** What the button says that does it; “Remove for good” if left out. */
  readonly sure?: string;
  /** What is lost, and to whom; made when somebody asks. */
  readonly children: () => ReactNode;
  readonly onRemove: () => Promise<void>;
}

/** Removes something for good, after a person has read what that means. */
export function RemoveButton(props: Props) {
  const { title, label, name, size = "sm", sure, children, onRemove } = props;
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const action = useAction(onRemove);
  const close = () => setAsked(false);
  return (
    <>
      <Button variant="default" size={size} aria-label={name} onClick={() => setAsked(true)}>
        {label ?? t("common.remove")}
      </Button>
      <Dialog opened={asked} title={title} onClose={close}>
        <Stack>
          {asked && children()}
          <ErrorNote failure={action.failure} />
          <Group>
            <Button color="red" loading={action.running} onClick={() => action.run()}>
              {sure ?? t("common.removeForGood")}
            </Button>
            <Button data-autofocus variant="default" onClick={close}>
              {t("common.cancel")}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}
