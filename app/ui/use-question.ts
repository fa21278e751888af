import { useState } from "react";

/**
 * The question before a form is sent: asked when the form is submitted and sound. `tried` says
 * that it was submitted, so that what is missing can be said from then on.
 */
export function useQuestion(form: { sound: boolean; send: () => void }) {
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  return {
    tried,
    ask: () => {
      setTried(true);
      setAsking(form.sound);
    },
    modal: {
      open: asking,
      onClose: () => setAsking(false),
      onConfirm: () => {
        setAsking(false);
        form.send();
      },
    },
  };
}
