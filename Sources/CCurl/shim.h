#ifndef PASSERELLE_CCURL_SHIM_H
#define PASSERELLE_CCURL_SHIM_H

#include <curl/curl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
/* libcurl takes a compressed body that was cut for a whole one, so bodies are inflated by us, with the library libcurl itself uses. */
#include <zlib.h>

/*
 * Swift cannot call variadic functions, and sees handles as different types depending on the version of the headers. So: one
 * function for each type of argument, and handles as `void *` throughout. The names in parentheses keep type-checking macros away.
 */

static inline CURLcode pcurl_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

static inline void *pcurl_easy_init(void) { return curl_easy_init(); }
static inline void pcurl_easy_reset(void *easy) { curl_easy_reset(easy); }
static inline void pcurl_easy_cleanup(void *easy) { curl_easy_cleanup(easy); }
static inline CURLcode pcurl_easy_unpause(void *easy) { return curl_easy_pause(easy, CURLPAUSE_CONT); }

static inline CURLcode pcurl_setopt_long(void *easy, CURLoption option, long value) {
  return (curl_easy_setopt)(easy, option, value);
}
static inline CURLcode pcurl_setopt_offset(void *easy, CURLoption option, curl_off_t value) {
  return (curl_easy_setopt)(easy, option, value);
}
static inline CURLcode pcurl_setopt_text(void *easy, CURLoption option, const char *value) {
  return (curl_easy_setopt)(easy, option, value);
}
static inline CURLcode pcurl_setopt_pointer(void *easy, CURLoption option, void *value) {
  return (curl_easy_setopt)(easy, option, value);
}
static inline CURLcode pcurl_setopt_list(void *easy, CURLoption option, struct curl_slist *value) {
  return (curl_easy_setopt)(easy, option, value);
}
static inline CURLcode pcurl_setopt_mime(void *easy, curl_mime *value) {
  return (curl_easy_setopt)(easy, CURLOPT_MIMEPOST, value);
}
/* Copies the bytes. The size has to be set before them. */
static inline CURLcode pcurl_setopt_body(void *easy, const void *bytes, curl_off_t count) {
  CURLcode code = (curl_easy_setopt)(easy, CURLOPT_POSTFIELDSIZE_LARGE, count);
  return code != CURLE_OK ? code : (curl_easy_setopt)(easy, CURLOPT_COPYPOSTFIELDS, count == 0 ? "" : bytes);
}

/* For CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION. */
typedef size_t (*pcurl_data_callback)(char *bytes, size_t size, size_t count, void *context);
static inline CURLcode pcurl_setopt_data_callback(void *easy, CURLoption option, pcurl_data_callback callback) {
  return (curl_easy_setopt)(easy, option, callback);
}
typedef int (*pcurl_prereq_callback)(void *context, char *, char *, int, int);
static inline CURLcode pcurl_setopt_prereq(void *easy, pcurl_prereq_callback callback, void *context) {
  CURLcode code = (curl_easy_setopt)(easy, CURLOPT_PREREQFUNCTION, callback);
  return code != CURLE_OK ? code : (curl_easy_setopt)(easy, CURLOPT_PREREQDATA, context);
}

static inline long pcurl_getinfo_long(void *easy, CURLINFO info) {
  long value = 0;
  return (curl_easy_getinfo)(easy, info, &value) == CURLE_OK ? value : 0;
}
static inline curl_off_t pcurl_getinfo_offset(void *easy, CURLINFO info) {
  curl_off_t value = 0;
  return (curl_easy_getinfo)(easy, info, &value) == CURLE_OK ? value : 0;
}

static inline void *pcurl_mime_init(void *easy) { return curl_mime_init(easy); }

static inline void *pcurl_multi_init(void) { return curl_multi_init(); }
static inline void pcurl_multi_cleanup(void *multi) { curl_multi_cleanup(multi); }
static inline CURLMcode pcurl_multi_setopt_long(void *multi, CURLMoption option, long value) {
  return (curl_multi_setopt)(multi, option, value);
}
static inline CURLMcode pcurl_multi_add(void *multi, void *easy) { return curl_multi_add_handle(multi, easy); }
static inline CURLMcode pcurl_multi_remove(void *multi, void *easy) { return curl_multi_remove_handle(multi, easy); }
static inline CURLMcode pcurl_multi_perform(void *multi) {
  int running = 0;
  return curl_multi_perform(multi, &running);
}
static inline CURLMcode pcurl_multi_poll(void *multi, int milliseconds) {
  return curl_multi_poll(multi, NULL, 0, milliseconds, NULL);
}
static inline CURLMcode pcurl_multi_wakeup(void *multi) { return curl_multi_wakeup(multi); }
/* The next transfer that has ended, or NULL. */
static inline void *pcurl_multi_next_done(void *multi, CURLcode *code) {
  int left = 0;
  for (CURLMsg *message; (message = curl_multi_info_read(multi, &left)) != NULL;) {
    if (message->msg == CURLMSG_DONE) {
      *code = message->data.result;
      return message->easy_handle;
    }
  }
  return NULL;
}

/* A stream at a fixed address, reading gzip and zlib alike (window bits 15, + 32 for both). NULL when out of memory. */
static inline z_stream *pzlib_open(void) {
  z_stream *stream = calloc(1, sizeof(z_stream));
  if (stream != NULL && inflateInit2(stream, 15 + 32) != Z_OK) {
    free(stream);
    return NULL;
  }
  return stream;
}
static inline void pzlib_close(z_stream *stream) {
  inflateEnd(stream);
  free(stream);
}

#endif
