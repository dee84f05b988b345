/* fork(2), which Swift keeps back since only one thread goes on in the child: for a
 * process that has no other. */
#ifndef IGMPSCOPE_FORK_H
#define IGMPSCOPE_FORK_H

#include <unistd.h>

static inline pid_t fork_single_threaded(void) {
    return fork();
}

#endif
