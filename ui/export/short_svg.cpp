// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/short_svg.h"

#include <QStringBuilder>

namespace ui {
namespace {

constexpr char kEnd[] = "</g>\n";

// Of a group or a shape within the outermost group, which says the same, or by default. A quotation
// mark within text is written as an entity, so that none of these can be text.
constexpr const char *kSaidAlready[] = {
    " fill-opacity=\"1\"",
    " stroke-opacity=\"1\"",
    " stroke-width=\"1\"",
    " stroke-linecap=\"square\" stroke-linejoin=\"bevel\"",
    " transform=\"matrix(1,0,0,1,0,0)\"",
    " vector-effect=\"none\" fill-rule=\"evenodd\"",
    " font-weight=\"400\"",
    " font-style=\"normal\" \n",
};

// A group's first line without the font: each text has its own.
QByteArray headOf(QByteArrayView head)
{
    const qsizetype font = head.indexOf("\nfont-family");
    return (font >= 0 ? head.first(font) : head.chopped(1)).toByteArray().trimmed() + ">\n";
}

} // namespace

QByteArray shortSvg(const QByteArray &svg)
{
    // The outermost group stays as it is; groups within it hold no others.
    const qsizetype outer = svg.indexOf("<g ");
    const qsizetype begin = svg.indexOf("<g ", outer + 1);
    if (outer < 0 || begin < 0)
        return svg;
    QByteArray inner = svg.mid(begin);
    for (const char *said : kSaidAlready)
        inner.replace(said, "");
    QByteArray out = svg.first(begin);
    out.reserve(begin + inner.size());
    QByteArray open; // the head of the group that is being written
    qsizetype at = 0;
    for (qsizetype group = inner.indexOf("<g "); group >= 0; group = inner.indexOf("<g ", at)) {
        const qsizetype body = inner.indexOf('>', group) + 1;
        const qsizetype close = inner.indexOf(kEnd, body);
        if (body <= 0 || close < 0)
            return svg; // not what this generator writes
        const QByteArray head = headOf(QByteArrayView(inner).sliced(group, body - group));
        const QByteArray shapes = inner.mid(body, close - body).trimmed();
        at = close + qsizetype{sizeof kEnd} - 1;
        if (shapes.isEmpty())
            continue;
        if (head != open) {
            out += open.isEmpty() ? head : kEnd + head;
            open = head;
        }
        out += shapes + '\n';
    }
    if (!open.isEmpty())
        out += kEnd;
    return out + inner.mid(at).trimmed() + '\n';
}

} // namespace ui
