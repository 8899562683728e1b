import { Button, Group, Modal, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNote } from "./ErrorNote.js";
import { useAction } from "./useAction.js";

interface Props {
  readonly title: string;
  /** What is lost, and to whom; made when somebody asks. */
  readonly children: () => ReactNode;
  readonly onRemove: () => Promise<void>;
}

/** Removes something for good, after a person has read what that means. */
export function RemoveButton({ title, children, onRemove }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const action = useAction(onRemove);
  const close = () => setAsked(false);
  return (
    <>
      <Button variant="default" onClick={() => setAsked(true)}>
        {t("common.remove")}
      </Button>
      <Modal
        opened={asked}
        centered
        lockScroll={false}
        transitionProps={{ duration: 0 }}
        title={title}
        closeButtonProps={{ "aria-label": t("common.cancel") }}
        onClose={close}
      >
        <Stack>
          {asked && children()}
          <ErrorNote failure={action.failure} />
          <Group>
            <Button color="red" loading={action.running} onClick={() => action.run()}>
              {t("common.removeForGood")}
            </Button>
            <Button data-autofocus variant="default" onClick={close}>
              {t("common.cancel")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
