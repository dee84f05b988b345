/* What Swift has no spelling for. */
#ifndef IGMPSCOPE_PREFETCH_H
#define IGMPSCOPE_PREFETCH_H

/* Asks for the cache line at `address`, to be written soon; never faults. */
static inline __attribute__((always_inline)) void igmpscope_prefetch(const void *_Nonnull address) {
    __builtin_prefetch(address, 1);
}

#endif
