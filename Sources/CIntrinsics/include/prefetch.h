/* What Swift has no spelling for. */
#ifndef IGMPSCOPE_PREFETCH_H
#define IGMPSCOPE_PREFETCH_H

/* Says which C library this is. */
#include <stdlib.h>
#ifdef __linux__
#include <sys/mman.h>
#endif
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* Asks for the cache line at `address`, to be written soon; never faults. */
static inline __attribute__((always_inline)) void igmpscope_prefetch(const void *_Nonnull address) {
    __builtin_prefetch(address, 1);
}

/* Sees to it that a large block which is freed goes back to the system: without
   this the C library of GNU keeps blocks of the size of the last freed in its heap. */
static inline void igmpscope_return_large_blocks(void) {
#ifdef __GLIBC__
    (void)mallopt(M_MMAP_THRESHOLD, 1 << 20);
#endif
}

/* Asks for the memory from `address` on, a multiple of 2 MiB, to lie in huge pages: a table
   that is read all over would spend most of its time on finding addresses otherwise. */
static inline void igmpscope_prefer_huge_pages(void *_Nonnull address, size_t size) {
#ifdef MADV_HUGEPAGE
    (void)madvise(address, size, MADV_HUGEPAGE);
#else
    (void)address;
    (void)size;
#endif
}

#endif
