/* System calls that the C library has no function for, or one that Swift cannot
 * call because it takes a variable number of arguments; and their constants. */
#if defined(__linux__)
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/sockios.h>
#include <sys/auxv.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* -1 with errno set when it fails; pointers go in as integers. */
static inline long system_call(long number, long first, long second, long third, long fourth, long fifth) {
    return syscall(number, first, second, third, fourth, fifth);
}

/* What seccomp calls this machine, or 0 where the list of calls was not made for it. */
static inline unsigned this_machine(void) {
#if defined(__x86_64__) && defined(__LP64__)
    return AUDIT_ARCH_X86_64;
#elif defined(__aarch64__) && defined(__LP64__) && !defined(__AARCH64EB__)
    return AUDIT_ARCH_AARCH64;
#elif defined(__riscv) && __riscv_xlen == 64
    return AUDIT_ARCH_RISCV64;
#else
    return 0;
#endif
}
#endif
