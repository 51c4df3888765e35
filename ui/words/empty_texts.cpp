// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/empty_texts.h"

#include <QCoreApplication>

namespace ui {

QString emptyViewText(const core::Snapshot *snapshot)
{
    // Nothing plays then, whichever key is pressed.
    if (snapshot != nullptr && !snapshot->metrics.fits)
        return QCoreApplication::translate("EmptyView",
                                           "Nothing to show yet: the model does not fit.");
    return QCoreApplication::translate("EmptyView", "Press Space to play, or drag the playhead.");
}

} // namespace ui
