import { useMutation } from '@tanstack/react-query';
import { ProblemError, readProblem } from '@yifen/contract';
import { useApi } from './api-context.tsx';

/** Fetches a file of the merchant that is looked at, and hands it to the browser to keep. */
export function useDownload() {
  const { client } = useApi();
  return useMutation({
    mutationFn: async ({ path, name }: { readonly path: string; readonly name: string }) => {
      const response = await fetch(path, { headers: client.headers() });
      if (!response.ok) throw new ProblemError(readProblem(response.status, await response.text()));
      const address = URL.createObjectURL(await response.blob());
      const link = document.createElement('a');
      link.href = address;
      link.download = name;
      link.click();
      URL.revokeObjectURL(address);
    },
  });
}
