/** Version and commit of this build, such as "0.1.0+717fe90"; set by vite.config.ts. */
declare const __BUILD__: string;
