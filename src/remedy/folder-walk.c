/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "folder-walk.h"

#include "error.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* One folder that is still to be looked into. */
typedef struct
{
  char *relative; /* "." for the start itself */
  guint depth;
} Pending;

typedef struct
{
  IfaWalkFunc callback;
  gpointer user_data;
  int start_fd;
  dev_t device;
  GQueue pending;
  guint n_files;
} Walk;

static void
pending_free (Pending *self)
{
  g_free (self->relative);
  g_free (self);
}

/**
 * ifa_folder_open:
 * @path: an absolute path that the user or a profile names
 * @error: where to put why it failed
 *
 * Returns: a descriptor, to be closed; -1 with @error set
 */
int
ifa_folder_open (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

  if (fd < 0)
    g_set_error (error, IFA_ERROR, IFA_ERROR_FILE, "%s: %s", path, g_strerror (errno));
  return fd;
}

/* Step by step, each without following a link; for kernels and sandboxes without openat2. */
static int
open_by_steps (int folder_fd, const char *relative, int flags)
{
  g_auto (GStrv) names = g_strsplit (relative, "/", -1);
  int at_fd = fcntl (folder_fd, F_DUPFD_CLOEXEC, 0);

  for (guint i = 0; at_fd >= 0 && names[i] != NULL; i++)
    {
      int step = names[i + 1] != NULL ? O_RDONLY | O_DIRECTORY : flags;
      int next_fd = -1;

      if (g_str_equal (names[i], ".."))
        errno = EXDEV;
      else
        next_fd = openat (at_fd, names[i], step | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
      close (at_fd);
      at_fd = next_fd;
    }
  return at_fd;
}

/* The file systems of the document portal (1.16) open a file as a link of their own, and so refuse
 * everything that follows no links. What was found without following any is opened by identity. */
static int
open_what_was_found (int path_fd, int flags)
{
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", path_fd);
  struct stat state;
  int fd = -1;

  if (path_fd < 0)
    return -1;
  if (fstat (path_fd, &state) == 0 && (S_ISREG (state.st_mode) || S_ISDIR (state.st_mode)))
    fd = open (link, (flags & ~O_NOFOLLOW) | O_CLOEXEC | O_NONBLOCK);
  else
    errno = ELOOP;
  close (path_fd);
  return fd;
}

/**
 * ifa_folder_open_file:
 * @folder_fd: a folder
 * @name: a path below it
 * @flags: as of open()
 * @mode: of a new file
 *
 * For the program's own files in a place that the person chose: a link in the file's place is not
 * followed.
 *
 * Returns: a descriptor; -1 with errno set
 */
int
ifa_folder_open_file (int folder_fd, const char *name, int flags, mode_t mode)
{
  int fd = openat (folder_fd, name, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, mode);

  if (fd < 0 && errno == ELOOP)
    fd = open_what_was_found (openat (folder_fd, name, O_PATH | O_CLOEXEC | O_NOFOLLOW),
                              flags & ~(O_CREAT | O_EXCL));
  return fd;
}

static int
open_beneath (int folder_fd, const char *relative, int flags, guint64 more)
{
  struct open_how how = { .flags = flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK };
  long fd;

  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | more;
  fd = syscall (SYS_openat2, folder_fd, relative, &how, sizeof how);
  if (fd < 0 && (errno == ENOSYS || errno == EPERM))
    fd = open_by_steps (folder_fd, relative, flags);
  if (fd < 0 && errno == ELOOP)
    {
      how.flags = O_PATH | O_CLOEXEC | O_NOFOLLOW;
      fd = open_what_was_found (syscall (SYS_openat2, folder_fd, relative, &how, sizeof how),
                                flags);
    }
  return fd;
}

/**
 * ifa_folder_open_beneath:
 * @folder_fd: a folder
 * @relative: a path below it
 * @flags: as of open(); without O_CREAT
 *
 * The kernel itself refuses what leads out of the folder, through a link, or onto another file
 * system (openat2, Linux 5.6); where it can't, each step is taken without following links.
 *
 * Returns: a descriptor; -1 with errno set
 */
int
ifa_folder_open_beneath (int folder_fd, const char *relative, int flags)
{
  return open_beneath (folder_fd, relative, flags, RESOLVE_NO_XDEV);
}

/**
 * ifa_folder_open_across:
 * @folder_fd: a folder
 * @relative: a path below it
 * @flags: as of open(); without O_CREAT
 *
 * As [func@Ifa.folder_open_beneath], and onto other file systems, too: a home folder may be made
 * of several, and in a sandbox each folder that it may see is one.
 *
 * Returns: a descriptor; -1 with errno set
 */
int
ifa_folder_open_across (int folder_fd, const char *relative, int flags)
{
  return open_beneath (folder_fd, relative, flags, 0);
}

static void
add_folder (Walk *self, char *relative, guint depth)
{
  Pending *pending = g_new0 (Pending, 1);

  pending->relative = relative;
  pending->depth = depth;
  g_queue_push_tail (&self->pending, pending);
}

static gboolean
visit (Walk *self, const Pending *at, int folder_fd, const char *name)
{
  g_autofree char *relative = NULL;
  struct stat state;
  IfaUnreadable why = IFA_UNREADABLE_NOT;

  relative = at->depth == 0 ? g_strdup (name) : g_build_filename (at->relative, name, NULL);
  if (fstatat (folder_fd, name, &state, AT_SYMLINK_NOFOLLOW) != 0)
    return errno == ENOENT /* It is gone by now. */
           || self->callback (-1, "", relative, &(struct stat){ 0 }, IFA_UNREADABLE_FAILED,
                              self->user_data);

  if (S_ISDIR (state.st_mode) && state.st_dev == self->device && at->depth < IFA_WALK_MAX_DEPTH)
    {
      add_folder (self, g_steal_pointer (&relative), at->depth + 1);
      return TRUE;
    }
  if (!S_ISREG (state.st_mode) || state.st_dev != self->device)
    why = IFA_UNREADABLE_NOT_A_FILE;
  return ++self->n_files <= IFA_WALK_MAX_FILES
         && self->callback (folder_fd, name, relative, &state, why, self->user_data);
}

static gboolean
list_folder (Walk *self, const Pending *at)
{
  int fd = ifa_folder_open_beneath (self->start_fd, at->relative, O_RDONLY | O_DIRECTORY);
  DIR *folder = fd >= 0 ? fdopendir (fd) : NULL;
  struct stat nothing = { 0 };
  gboolean go_on = TRUE;
  struct dirent *entry;

  if (folder == NULL)
    {
      if (fd >= 0)
        close (fd);
      return self->callback (-1, "", at->relative, &nothing, IFA_UNREADABLE_NO_PERMISSION,
                             self->user_data);
    }
  errno = 0;
  while (go_on && (entry = readdir (folder)) != NULL)
    {
      if (!g_str_equal (entry->d_name, ".") && !g_str_equal (entry->d_name, ".."))
        go_on = visit (self, at, fd, entry->d_name);
      errno = 0;
    }
  /* A list that ends with an error is not a whole list. */
  if (go_on && errno != 0)
    go_on = self->callback (-1, "", at->relative, &nothing, IFA_UNREADABLE_FAILED, self->user_data);
  closedir (folder);
  return go_on;
}

/**
 * ifa_folder_walk:
 * @folder_fd: where to begin
 * @callback: called for everything that is no folder
 * @user_data: closure
 *
 * One folder is open at a time, whatever the tree looks like. What lies deeper than
 * `IFA_WALK_MAX_DEPTH` is reported as not being a file.
 *
 * Returns: `FALSE` if @callback, or the bound on the number of files, ended the walk
 */
gboolean
ifa_folder_walk (int folder_fd, IfaWalkFunc callback, gpointer user_data)
{
  Walk self = { .callback = callback, .user_data = user_data, .start_fd = folder_fd };
  gboolean go_on = TRUE;
  struct stat state;

  if (fstat (folder_fd, &state) != 0)
    return callback (-1, "", ".", &(struct stat){ 0 }, IFA_UNREADABLE_FAILED, user_data);

  self.device = state.st_dev;
  g_queue_init (&self.pending);
  add_folder (&self, g_strdup ("."), 0);
  while (go_on && !g_queue_is_empty (&self.pending))
    {
      Pending *at = g_queue_pop_tail (&self.pending);

      go_on = list_folder (&self, at);
      pending_free (at);
    }
  g_queue_clear_full (&self.pending, (GDestroyNotify) pending_free);
  return go_on;
}
