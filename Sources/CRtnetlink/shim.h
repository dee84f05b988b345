/* Before the kernel's headers, which then leave out what it defines too. */
#include <netinet/in.h>

#include <linux/if_bridge.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
