/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "command-line.h"
#include "commands.h"
#include "console.h"
#include "error.h"
#include "exit-status.h"
#include "language.h"

#define PROGRAM "invoice-first-aid-cli"
#define CHECK_OPTIONS (IFA_OPTIONS_SERVICE | IFA_OPTIONS_OUTPUT | IFA_OPTIONS_CHECK)

static const IfaCommand commands[] = {
  { "check", "", N_ ("Find out what stands between this computer and the invoice service"),
    CHECK_OPTIONS, 0, 0, ifa_command_check },
  { "diagnose", "REPORT.json", N_ ("Judge the evidence of a report again"), IFA_OPTIONS_OUTPUT, 1,
    1, ifa_command_diagnose },
  { "explain", "CODE-OR-MESSAGE…|-", N_ ("Say what an error code or message means, and what to do"),
    IFA_OPTIONS_SERVICE, 1, G_MAXUINT, ifa_command_explain },
  { "unsent", "", N_ ("List the invoices that are waiting to be sent"),
    IFA_OPTIONS_SERVICE | IFA_OPTIONS_LISTING, 0, 0, ifa_command_unsent },
  { "backup create", "", N_ ("Copy the unsent invoices to a safe place, and prove the copy"),
    IFA_OPTIONS_SERVICE | IFA_OPTIONS_BACKUP, 0, 0, ifa_command_backup_create },
  { "backup verify", "COPY", N_ ("Look whether a copy is still whole"), 0, 1, 1,
    ifa_command_backup_verify },
  { "backup restore", "COPY", N_ ("Put files of a copy back, never over other ones"),
    IFA_OPTIONS_SERVICE | IFA_OPTIONS_CONSENT, 1, 1, ifa_command_backup_restore },
  { "cache list", "", N_ ("List the invoicing program's caches"), IFA_OPTIONS_SERVICE, 0, 0,
    ifa_command_cache_list },
  { "cache reset", "", N_ ("Clear the caches, with a way back"),
    IFA_OPTIONS_SERVICE | IFA_OPTIONS_CONSENT | IFA_OPTIONS_RESET, 0, 0, ifa_command_cache_reset },
  { "cache undo", "", N_ ("Bring back the caches that were cleared last"),
    IFA_OPTIONS_SERVICE | IFA_OPTIONS_CONSENT, 0, 0, ifa_command_cache_undo },
  { "cache free", "", N_ ("Remove for good what was cleared"),
    IFA_OPTIONS_SERVICE | IFA_OPTIONS_CONSENT, 0, 0, ifa_command_cache_free },
  { "profile check", "FILE…", N_ ("Look for mistakes in a profile"), 0, 1, G_MAXUINT,
    ifa_command_profile_check },
  { "profile show", "[FILE-OR-ID]", N_ ("Say in plain words what a profile makes a check do"),
    IFA_OPTIONS_SERVICE, 0, 1, ifa_command_profile_show },
  { "profile list", "", N_ ("List the profiles on this computer"), 0, 0, 0,
    ifa_command_profile_list },
  { "profile add", "FILE", N_ ("Add a profile to your own"), IFA_OPTIONS_CONSENT, 1, 1,
    ifa_command_profile_add },
  { "profile sign", "FILE", N_ ("Sign a profile of which you are the vendor"), IFA_OPTIONS_SIGN, 1,
    1, ifa_command_profile_sign },
  { "report show", "REPORT.json", N_ ("Show a report"), 0, 1, 1, ifa_command_report_show },
  { "report convert", "REPORT.json", N_ ("Write a report in another format"), IFA_OPTIONS_OUTPUT, 1,
    1, ifa_command_report_convert },
  { "report triage", "DIR", N_ ("Count the reports of a folder by what they have in common"),
    IFA_OPTIONS_TRIAGE, 1, 1, ifa_command_report_triage },
  { "history list", "", N_ ("List the runs that are remembered"),
    IFA_OPTIONS_SERVICE | IFA_OPTIONS_LISTING | IFA_OPTIONS_HISTORY, 0, 0,
    ifa_command_history_list },
  { "history show", "[NUMBER]", N_ ("Show the report of a run"),
    IFA_OPTIONS_SERVICE | IFA_OPTIONS_OUTPUT, 0, 1, ifa_command_history_show },
  { "history compare", "[NUMBER] [NUMBER]", N_ ("Say what has changed since it last worked"),
    IFA_OPTIONS_SERVICE, 0, 2, ifa_command_history_compare },
  { "history outages", "[NUMBER]", N_ ("List outages and availability, or print the record of one"),
    IFA_OPTIONS_SERVICE | IFA_OPTIONS_LISTING, 0, 1, ifa_command_history_outages },
  { "history verify", "[SEAL]", N_ ("Prove that nothing was taken out of the history or changed"),
    0, 0, 1, ifa_command_history_verify },
  { "watch", "", N_ ("Check again and again, and say when something changes"),
    IFA_OPTIONS_SERVICE | IFA_OPTIONS_CHECK | IFA_OPTIONS_LISTING | IFA_OPTIONS_WATCH, 0, 0,
    ifa_command_watch },
  { "practice", "[FAULT]", N_ ("Find a fault of an invoice service on this computer"),
    IFA_OPTIONS_OUTPUT | IFA_OPTIONS_CHECK | IFA_OPTIONS_PRACTICE, 0, 1, ifa_command_practice },
};

static void
command_line_clear (IfaCommandLine *line)
{
  g_free (line->profile);
  g_free (line->url);
  g_strfreev (line->parameters);
  g_free (line->format);
  g_free (line->output);
  g_free (line->note);
  g_free (line->by);
  g_free (line->message);
  g_free (line->key);
  g_free (line->to);
  g_free (line->language);
  g_free (line->trust_file);
  g_strfreev (line->maps);
  g_strfreev (line->arguments);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IfaCommandLine, command_line_clear)

/* One option: which commands take it, and where its value goes. */
typedef struct
{
  IfaOptions groups;
  const char *name;
  char letter;
  GOptionArg type;
  gsize offset;
  const char *help;
  const char *value;
} Option;

#define AT(member) G_STRUCT_OFFSET (IfaCommandLine, member)

/* Texts are taken as bytes: a machine without a locale still gets Chinese paths and notes. */
static const Option option_table[] = {
  { IFA_OPTIONS_SERVICE, "profile", 'p', G_OPTION_ARG_FILENAME, AT (profile),
    N_ ("A profile, or the id of an installed one"), N_ ("FILE-OR-ID") },
  { IFA_OPTIONS_SERVICE, "url", 'u', G_OPTION_ARG_FILENAME, AT (url),
    N_ ("A web address instead of a profile"), N_ ("URL") },
  { IFA_OPTIONS_SERVICE, "param", 0, G_OPTION_ARG_FILENAME_ARRAY, AT (parameters),
    N_ ("Choose a value of the profile's parameter, as province=beijing"), N_ ("NAME=VALUE") },
  { IFA_OPTIONS_SIGN, "key", 'k', G_OPTION_ARG_FILENAME, AT (key),
    N_ ("Your Ed25519 private key, PEM"), N_ ("FILE") },
  { IFA_OPTIONS_OUTPUT, "format", 'f', G_OPTION_ARG_FILENAME, AT (format),
    N_ ("text, json, html, pdf or prometheus"), N_ ("FORMAT") },
  { IFA_OPTIONS_TRIAGE, "by", 'b', G_OPTION_ARG_FILENAME, AT (by),
    N_ ("What to count by: cause, profile, network, day, endpoint, version"), N_ ("KEY,…") },
  { IFA_OPTIONS_HISTORY, "limit", 'n', G_OPTION_ARG_INT, AT (limit),
    N_ ("How many runs at most, the latest first"), N_ ("NUMBER") },
  { IFA_OPTIONS_WATCH, "interval", 'i', G_OPTION_ARG_INT, AT (interval),
    N_ ("How long to wait between two checks"), N_ ("SECONDS") },
  { IFA_OPTIONS_WATCH, "until-well", 0, G_OPTION_ARG_NONE, AT (until_well),
    N_ ("End when it works"), NULL },
  { IFA_OPTIONS_TRIAGE, "format", 'f', G_OPTION_ARG_FILENAME, AT (format),
    N_ ("text, json (one object a line) or prometheus"), N_ ("FORMAT") },
  { IFA_OPTIONS_OUTPUT | IFA_OPTIONS_SIGN | IFA_OPTIONS_TRIAGE, "output", 'o',
    G_OPTION_ARG_FILENAME, AT (output), N_ ("Write to a file instead of standard output"),
    N_ ("FILE") },
  { IFA_OPTIONS_CHECK, "own-hosts-only", 0, G_OPTION_ARG_NONE, AT (own_hosts_only),
    N_ ("Contact no host but the service's own"), NULL },
  { IFA_OPTIONS_CHECK, "note", 0, G_OPTION_ARG_FILENAME, AT (note),
    N_ ("What you were doing, for the report"), N_ ("TEXT") },
  { IFA_OPTIONS_CHECK, "message", 0, G_OPTION_ARG_FILENAME, AT (message),
    N_ ("What the invoicing program said, a code or the whole message"), N_ ("TEXT") },
  { IFA_OPTIONS_CHECK, "while-sending", 0, G_OPTION_ARG_NONE, AT (while_sending),
    N_ ("It happened while an invoice was being sent"), NULL },
  { IFA_OPTIONS_CHECK, "trust-file", 0, G_OPTION_ARG_FILENAME, AT (trust_file),
    N_ ("Trust the root certificates of this PEM file only"), N_ ("FILE") },
  { IFA_OPTIONS_CHECK, "map", 0, G_OPTION_ARG_FILENAME_ARRAY, AT (maps),
    N_ ("Connect to this address instead of looking the host up"), N_ ("HOST=ADDRESS") },
  { IFA_OPTIONS_PRACTICE, "list", 0, G_OPTION_ARG_NONE, AT (list),
    N_ ("List the faults that there are"), NULL },
  { IFA_OPTIONS_PRACTICE, "serve", 0, G_OPTION_ARG_NONE, AT (serve),
    N_ ("Only run the service, until Ctrl+C is pressed"), NULL },
  { IFA_OPTIONS_CONSENT, "yes", 'y', G_OPTION_ARG_NONE, AT (yes), N_ ("Don't ask, do it"), NULL },
  { IFA_OPTIONS_BACKUP, "to", 't', G_OPTION_ARG_FILENAME, AT (to),
    N_ ("The folder in which the copy is made, as on a USB stick"), N_ ("DIR") },
  { IFA_OPTIONS_RESET, "without-copy", 0, G_OPTION_ARG_NONE, AT (without_copy),
    N_ ("Clear although there is no copy of the unsent invoices"), NULL },
  { IFA_OPTIONS_LISTING, "format", 'f', G_OPTION_ARG_FILENAME, AT (format), N_ ("text or json"),
    N_ ("FORMAT") },
  /* Taken out before, but it must stand in the help. */
  { IFA_OPTIONS_ALL, "lang", 0, G_OPTION_ARG_FILENAME, AT (language),
    N_ ("The language to speak, as zh_CN"), N_ ("L") },
};

static void
add_options (GOptionContext *context, IfaCommandLine *line, IfaOptions groups)
{
  for (guint i = 0; i < G_N_ELEMENTS (option_table); i++)
    {
      const Option *option = &option_table[i];
      const GOptionEntry entries[] = {
        { option->name, option->letter, 0, option->type, (char *) line + option->offset,
          option->help, option->value },
        { NULL },
      };

      if ((option->groups & groups) != 0 || option->groups == IFA_OPTIONS_ALL)
        g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
    }
}

static gboolean
check_arguments (const IfaCommand *command, IfaCommandLine *line, GError **error)
{
  guint n = g_strv_length (line->arguments);

  if (n >= command->min_arguments && n <= command->max_arguments)
    return TRUE;
  if (n < command->min_arguments)
    g_set_error (error, IFA_ERROR, IFA_ERROR_USAGE,
                 /* Translators: a command's name, then what is missing, as REPORT.json. */
                 _ ("“%s” needs %s; “%s --help” says more."), command->name, command->synopsis,
                 command->name);
  else if ((command->options & IFA_OPTIONS_SERVICE) != 0)
    g_set_error (error, IFA_ERROR, IFA_ERROR_USAGE,
                 _ ("“%s” doesn't belong here; name the service with --profile or --url."),
                 line->arguments[command->max_arguments]);
  else
    g_set_error (error, IFA_ERROR, IFA_ERROR_USAGE,
                 _ ("“%s” doesn't belong here; “%s --help” says more."),
                 line->arguments[command->max_arguments], command->name);
  return FALSE;
}

/* Takes what is left over out of the parsed arguments; "--" is no argument. */
static char **
dup_rest (char **argv, guint first)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  gboolean is_literal = FALSE;
  char **rest = NULL;

  for (guint i = first; argv[i] != NULL; i++)
    {
      if (is_literal || strcmp (argv[i], "--") != 0)
        g_strv_builder_add (builder, argv[i]);
      else
        is_literal = TRUE;
    }
  rest = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return rest;
}

static gboolean
parse (const IfaCommand *command, char **argv, guint n_words, IfaCommandLine *line, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (command->synopsis);
  g_auto (GStrv) arguments = g_strdupv (argv + n_words);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *prgname = g_strdup_printf (PROGRAM " %s", command->name);

  g_set_prgname (prgname);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ (command->summary));
  add_options (context, line, command->options);
  if (!g_option_context_parse_strv (context, &arguments, &local_error))
    {
      g_set_error (error, IFA_ERROR, IFA_ERROR_USAGE,
                   /* Translators: GLib's own words, as “Unknown option --x”, then a command. */
                   _ ("%s; “%s --help” says more."), local_error->message, command->name);
      return FALSE;
    }
  line->arguments = dup_rest (arguments, 1);
  if (line->profile != NULL && line->url != NULL)
    {
      g_set_error_literal (error, IFA_ERROR, IFA_ERROR_USAGE,
                           _ ("“--profile” and “--url” exclude each other; give one of them."));
      return FALSE;
    }
  return check_arguments (command, line, error);
}

static void
print_usage (GString *text)
{
  g_string_append_printf (text, "%s\n  %s %s\n\n%s\n", _ ("Usage:"), PROGRAM,
                          _ ("COMMAND [OPTION…]"), _ ("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "  %-16s %s\n", commands[i].name, _ (commands[i].summary));
  /* Translators: %s is the name of the program. */
  g_string_append_printf (text, _ ("\n“%s COMMAND --help” says more about one of them.\n"),
                          PROGRAM);
}

/* Finds the longest row that the arguments begin with: two words before one. */
static const IfaCommand *
find_command (int argc, char **argv, guint *n_words)
{
  for (*n_words = 2; *n_words > 0; (*n_words)--)
    {
      g_autofree char *name = NULL;

      if ((guint) argc <= *n_words)
        continue;
      name = *n_words == 2 ? g_strdup_printf ("%s %s", argv[1], argv[2]) : g_strdup (argv[1]);
      for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
        {
          if (strcmp (commands[i].name, name) == 0)
            return &commands[i];
        }
    }
  return NULL;
}

static gboolean
is_help (const char *argument)
{
  return strcmp (argument, "--help") == 0 || strcmp (argument, "-h") == 0
         || strcmp (argument, "help") == 0;
}

/* "profile" alone: which words may follow. */
static char *
dup_second_words (const char *first)
{
  g_autofree char *prefix = g_strconcat (first, " ", NULL);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_has_prefix (commands[i].name, prefix))
        g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "",
                                commands[i].name + strlen (prefix));
    }
  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

static void
say_unknown (const char *word)
{
  g_autofree char *words = dup_second_words (word);

  if (words != NULL)
    /* Translators: the first word of a command, then the words that may follow. */
    ifa_console_say (_ ("“%s” needs one more word: %s."), word, words);
  else
    ifa_console_say (_ ("“%s” is not a command; “--help” lists them."), word);
}

/* Without a command: help that was asked for goes to standard output, other help is an error. */
static int
run_without_command (int argc, char **argv)
{
  g_autoptr (GString) usage = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  print_usage (usage);
  if (argc > 1 && is_help (argv[1]))
    return ifa_console_print (usage->str, &error) ? IFA_EXIT_OK : IFA_EXIT_FILE;
  if (argc > 1 && strcmp (argv[1], "--version") == 0)
    return ifa_console_print (PROGRAM " " IFA_VERSION "\n", &error) ? IFA_EXIT_OK : IFA_EXIT_FILE;
  if (argc > 1)
    say_unknown (argv[1]);
  else
    g_printerr ("%s", usage->str);
  return IFA_EXIT_USAGE;
}

/* What is wrong with a file begins with its place, so that editors can jump there. */
static void
say_error (const GError *error)
{
  if (g_error_matches (error, IFA_ERROR, IFA_ERROR_BAD_PROFILE))
    ifa_console_say_plainly (error->message);
  else
    ifa_console_say ("%s", error->message);
}

/**
 * ifa_command_line_run:
 * @argc: number of arguments
 * @argv: the arguments, the program's name first
 *
 * Returns: the exit status
 */
int
ifa_command_line_run (int argc, char **argv)
{
  g_auto (IfaCommandLine) line = { 0 };
  g_autoptr (GError) error = NULL;
  const IfaCommand *command = NULL;
  guint n_words = 0;
  int status = 0;

  if (!ifa_language_set_up (&argc, argv, &error))
    {
      ifa_console_say ("%s", error->message);
      return IFA_EXIT_USAGE;
    }
  command = find_command (argc, argv, &n_words);
  if (command == NULL)
    return run_without_command (argc, argv);
  if (parse (command, argv, n_words, &line, &error))
    status = command->run (&line, &error);
  if (error == NULL)
    return status;
  say_error (error);
  return ifa_exit_status_of_error (error);
}
