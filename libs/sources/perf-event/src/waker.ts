/** Lets one waiter sleep until it is woken or its time is up; a wake-up that finds nobody waiting is kept. */
export class Waker {
  #woken = false;
  #waiter: (() => void) | null = null;

  wake(): void {
    this.#woken = true;
    this.#waiter?.();
  }

  async wait(milliseconds: number): Promise<void> {
    if (!this.#woken) await this.#sleep(milliseconds);
    this.#woken = false;
  }

  #sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#waiter?.(), milliseconds);
      this.#waiter = () => {
        this.#waiter = null;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
