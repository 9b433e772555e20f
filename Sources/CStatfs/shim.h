#ifndef CSTATFS_SHIM_H
#define CSTATFS_SHIM_H

// Swift's Glibc has statvfs, which does not tell the type of a file system.
#include <sys/vfs.h>

#endif
