/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "console.h"
#include "error.h"

#define PROGRAM "invoice-first-aid-cli"
#define CLEAR_LINE "\r\033[K"

static gboolean has_progress = FALSE;

/* Line breaks and tabs make a text; every other control character could make a terminal do
 * something, and the two overrides make it read the other way round. */
static gboolean
is_harmful (gunichar c)
{
  return (g_unichar_iscntrl (c) && c != '\n' && c != '\t') || c == 0x202d || c == 0x202e;
}

/**
 * ifa_console_dup_harmless:
 * @text: any text, also foreign and not even UTF-8
 *
 * Returns: (transfer full): the same with each harmful character replaced by U+FFFD
 */
char *
ifa_console_dup_harmless (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *harmless = g_string_sized_new (strlen (valid));

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_string_append_unichar (harmless, is_harmful (c) ? 0xfffd : c);
    }
  return g_string_free (harmless, FALSE);
}

static gboolean
fail_output (GError **error, int number)
{
  g_set_error (error, IFA_ERROR, IFA_ERROR_FILE,
               /* Translators: %s is the system's own text, as “No space left on device”. */
               _ ("The result could not be written to standard output (%s)."), g_strerror (number));
  return FALSE;
}

static gboolean
write_all (int fd, const char *data, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      data += n;
      length -= n;
    }
  return TRUE;
}

/* In the terminal's own encoding; what it can't show becomes a question mark. */
static char *
dup_for_terminal (const char *text)
{
  const char *charset = NULL;
  char *converted = NULL;

  if (g_get_console_charset (&charset))
    return g_strdup (text);
  converted = g_convert_with_fallback (text, -1, charset, "UTF-8", "?", NULL, NULL, NULL);
  return converted != NULL ? converted : g_strdup (text);
}

/**
 * ifa_console_print:
 * @text: what to print on standard output
 * @error: `IFA_ERROR_FILE` when nobody takes it: a full disk, a closed pipe
 */
gboolean
ifa_console_print (const char *text, GError **error)
{
  g_autofree char *harmless = ifa_console_dup_harmless (text);
  g_autofree char *converted = dup_for_terminal (harmless);

  ifa_console_show_progress (NULL);
  return write_all (STDOUT_FILENO, converted, strlen (converted)) || fail_output (error, errno);
}

/**
 * ifa_console_print_bytes:
 * @bytes: a report as it would stand in a file
 * @is_text: whether it is made to be read, and not by a program
 * @error: `IFA_ERROR_FILE`
 */
gboolean
ifa_console_print_bytes (GBytes *bytes, gboolean is_text, GError **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  ifa_console_show_progress (NULL);
  if (is_text || isatty (STDOUT_FILENO))
    {
      g_autofree char *text = g_strndup (data, length);

      return ifa_console_print (text, error);
    }
  return write_all (STDOUT_FILENO, data, length) || fail_output (error, errno);
}

/**
 * ifa_console_say_plainly:
 * @sentence: one sentence, for the person and not for a program
 *
 * Prints it on standard error.
 */
void
ifa_console_say_plainly (const char *sentence)
{
  g_autofree char *harmless = ifa_console_dup_harmless (sentence);
  g_autofree char *converted = dup_for_terminal (harmless);

  ifa_console_show_progress (NULL);
  fprintf (stderr, "%s\n", converted);
}

/**
 * ifa_console_say:
 * @format: one sentence, for the person and not for a program
 *
 * Prints it on standard error, with the program's name before it.
 */
void
ifa_console_say (const char *format, ...)
{
  g_autofree char *message = NULL;
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  line = g_strdup_printf ("%s: %s", PROGRAM, message);
  ifa_console_say_plainly (line);
}

/**
 * ifa_console_has_reader:
 *
 * Returns: whether somebody sits before standard error
 */
gboolean
ifa_console_has_reader (void)
{
  return isatty (STDERR_FILENO);
}

/**
 * ifa_console_can_ask:
 *
 * Returns: whether somebody sits before standard input
 */
gboolean
ifa_console_can_ask (void)
{
  return isatty (STDIN_FILENO);
}

/**
 * ifa_console_ask:
 * @question: one question, whose answer is yes or no
 *
 * Returns: whether the answer is yes; no answer is none
 */
gboolean
ifa_console_ask (const char *question)
{
  g_autofree char *harmless = ifa_console_dup_harmless (question);
  g_autofree char *converted = dup_for_terminal (harmless);
  char answer[16] = "";

  /* Translators: the answer is “y” or “n”. */
  fprintf (stderr, "%s [y/N] ", converted);
  fflush (stderr);
  return fgets (answer, sizeof answer, stdin) != NULL && g_ascii_tolower (*answer) == 'y';
}

/**
 * ifa_console_show_progress:
 * @text: (nullable): one short line, in place of the one before; `NULL` removes it
 */
void
ifa_console_show_progress (const char *text)
{
  g_autofree char *converted = NULL;

  if (!ifa_console_has_reader () || (text == NULL && !has_progress))
    return;
  converted = dup_for_terminal (text != NULL ? text : "");
  fprintf (stderr, CLEAR_LINE "%s", converted);
  fflush (stderr);
  has_progress = text != NULL;
}

/* A terminal, a pipe or /dev/null can't be replaced by a new file; it is written to. */
static gboolean
is_special (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 && !S_ISREG (status.st_mode) && !S_ISDIR (status.st_mode);
}

static gboolean
fail_file (GError **error, const char *path, const char *why)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, IFA_ERROR, IFA_ERROR_FILE,
               /* Translators: a path, then the system's own text, as “Permission denied”. */
               _ ("“%s” could not be written (%s); choose another place with --output."), shown,
               why);
  return FALSE;
}

/* GLib's sentence ends with the system's own text, and names its temporary file before that. */
static const char *
get_reason (const char *message)
{
  const char *colon = strrchr (message, ':');

  return colon != NULL && colon[1] == ' ' ? colon + 2 : message;
}

/* Where a symbolic link leads, so that the file is replaced and not the link. */
static char *
dup_target (const char *path)
{
  char *target = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? realpath (path, NULL) : NULL;
  char *copy = g_strdup (target != NULL ? target : path);

  free (target);
  return copy;
}

/**
 * ifa_console_write_file:
 * @path: where to
 * @bytes: what
 * @error: `IFA_ERROR_FILE`
 *
 * Writes a temporary file beside @path and renames it: there is either the whole file or none.
 */
gboolean
ifa_console_write_file (const char *path, GBytes *bytes, GError **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *target = dup_target (path);
  g_autoptr (GError) local_error = NULL;

  if (is_special (target))
    {
      int fd = g_open (target, O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0);
      gboolean ok = fd >= 0 && write_all (fd, data, length);
      int number = errno;

      if (fd >= 0)
        close (fd);
      return ok || fail_file (error, path, g_strerror (number));
    }
  if (g_file_set_contents_full (target, data, length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666,
                                &local_error))
    return TRUE;
  return fail_file (error, path, get_reason (local_error->message));
}
