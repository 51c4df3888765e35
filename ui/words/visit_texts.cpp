// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/visit_texts.h"

#include "ui/words/scene_texts.h"
#include "ui/words/work_words.h"

#include <QCoreApplication>

namespace ui {

namespace {

struct Visits
{
    Q_DECLARE_TR_FUNCTIONS(Visits)
};

} // namespace

QString pairedVisitText(const core::Snapshot &snapshot, int device, const core::Span &span)
{
    const core::Trace &trace = snapshot.trace;
    const int row = snapshot.rowOf(device);
    const std::size_t at = trace.spanAt(row, span.begin);
    const std::size_t first = trace.rows[static_cast<std::size_t>(row)].first;
    const bool withNext = trace.pairedWithNext(at);
    if (!withNext && (at == first || !trace.pairedWithNext(at - 1)))
        return {};
    const core::SpanTag other = trace.tag[withNext ? at + 1 : at - 1];
    return Visits::tr("; paired with the %1 of micro-batch %2")
        .arg(spanName(other.kind),
             tokenNumber(snapshot, device, static_cast<int>(other.microBatch)).text);
}

} // namespace ui
