import { install } from './install';

install(window as never, document.currentScript as HTMLScriptElement | null);
