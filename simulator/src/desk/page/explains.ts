/** Whether the simulator can say why a signature was refused, given to every part of the page. */
import { createContext } from 'preact';

/** False until the settings have arrived. */
export const ExplainsContext = createContext(false);
