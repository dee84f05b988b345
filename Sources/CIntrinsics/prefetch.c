/* The functions are inline; a target needs a source to be one. */
#include "prefetch.h"
