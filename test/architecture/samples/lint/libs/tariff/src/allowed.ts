export const day = (at: number) => new Date(at).toISOString().slice(0, 10);
