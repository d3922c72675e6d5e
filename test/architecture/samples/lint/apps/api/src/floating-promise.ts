const work = () => Promise.resolve(1);
export const begin = () => {
  work();
};
