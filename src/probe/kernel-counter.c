/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "kernel-counter.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "vocabulary.h"

#define MAX_FILE_BYTES (16 * 1024)

/* The next word of a line; FALSE at its end. */
static gboolean
next_word (const char **at, gsize *length)
{
  *at += strspn (*at, " ");
  *length = strcspn (*at, " \n");
  return *length > 0;
}

static gboolean
word_is (const char *at, gsize length, const char *word)
{
  return strlen (word) == length && strncmp (at, word, length) == 0;
}

static const char *
find_line (const char *text, const char *group)
{
  gsize length = strlen (group);

  for (const char *line = text; line != NULL && *line != '\0'; line = strchr (line, '\n'))
    {
      line += *line == '\n';
      if (strncmp (line, group, length) == 0 && line[length] == ':')
        return line + length + 1;
    }
  return NULL;
}

/**
 * ifa_kernel_counter_parse:
 * @text: pairs of lines, "Group: Name …" and "Group: number …", as in /proc/net/netstat
 * @group: as "TcpExt"
 * @name: as "TCPRetransFail"
 *
 * Returns: the counter, or `IFA_UNKNOWN_INTEGER`
 */
gint64
ifa_kernel_counter_parse (const char *text, const char *group, const char *name)
{
  const char *names = find_line (text, group);
  const char *numbers = names != NULL ? find_line (names, group) : NULL;
  gsize name_length, number_length;

  if (numbers == NULL)
    return IFA_UNKNOWN_INTEGER;

  while (next_word (&names, &name_length) && next_word (&numbers, &number_length))
    {
      if (word_is (names, name_length, name))
        return g_ascii_strtoll (numbers, NULL, 10);
      names += name_length;
      numbers += number_length;
    }
  return IFA_UNKNOWN_INTEGER;
}

/**
 * ifa_kernel_counter_read:
 * @environment: where the file system's root is
 * @path: as "/proc/net/netstat"
 * @group: as "TcpExt"
 * @name: as "TCPRetransFail"
 *
 * Reads memory of the kernel: it never waits.
 *
 * Returns: the counter, or `IFA_UNKNOWN_INTEGER` where it can't be read
 */
gint64
ifa_kernel_counter_read (const IfaEnvironment *environment,
                         const char *path,
                         const char *group,
                         const char *name)
{
  g_autofree char *real_path = ifa_environment_dup_path (environment, path);
  char text[MAX_FILE_BYTES + 1];
  int fd = open (real_path, O_RDONLY | O_CLOEXEC);
  gsize n_bytes = 0;
  gssize n_read;

  if (fd < 0)
    return IFA_UNKNOWN_INTEGER;

  while ((n_read = read (fd, text + n_bytes, MAX_FILE_BYTES - n_bytes)) > 0)
    n_bytes += (gsize) n_read;
  close (fd);

  text[n_bytes] = '\0';
  return ifa_kernel_counter_parse (text, group, name);
}
