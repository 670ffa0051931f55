import type { ComponentProps } from 'react';
import { Button as TDesignButton } from 'tdesign-react/es/button';

/** TDesign's button, that stays a button while it is disabled: by itself it becomes a `div` that nobody can hear. */
export function Button(props: ComponentProps<typeof TDesignButton>) {
  return <TDesignButton tag="button" {...props} />;
}
