/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Every file below a folder, without ever leaving it: each step is taken from the folder's own
 * descriptor, links are not followed, other file systems are not entered. */

#pragma once

#include "invoice.h"

#include <gio/gio.h>
#include <sys/stat.h>

G_BEGIN_DECLS

#define IFA_WALK_MAX_DEPTH 16
#define IFA_WALK_MAX_FILES 500000

/**
 * IfaWalkFunc:
 * @folder_fd: the folder in which the file stands; -1 when it can't be said what there is
 * @name: its name there
 * @relative: its path below the start, in the file system's own encoding
 * @state: what lstat says
 * @why: `IFA_UNREADABLE_NOT` for a regular file; otherwise why it is none, or can't be looked at
 *
 * Returns: whether to go on
 */
typedef gboolean (*IfaWalkFunc) (int folder_fd,
                                 const char *name,
                                 const char *relative,
                                 const struct stat *state,
                                 IfaUnreadable why,
                                 gpointer user_data);

int ifa_folder_open (const char *path, GError **error);
int ifa_folder_open_file (int folder_fd, const char *name, int flags, mode_t mode);
int ifa_folder_open_beneath (int folder_fd, const char *relative, int flags);
int ifa_folder_open_across (int folder_fd, const char *relative, int flags);
gboolean ifa_folder_walk (int folder_fd, IfaWalkFunc callback, gpointer user_data);

G_END_DECLS
