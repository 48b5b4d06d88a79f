#pragma once
#include <stdint.h>

/* How many times this thread has asked for memory (malloc, calloc, realloc, aligned forms) since it began. */
uint64_t scrimp_allocations_of_this_thread(void);
