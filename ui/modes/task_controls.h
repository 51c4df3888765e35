// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/column.h"

#include <QStringList>

#include <optional>

namespace ui {

class ControlPanel;
class Document;

// The controls of a step that asks for a change, beside the words that ask for it: the picture
// keeps the room that a panel of all controls would take.
class TaskControls : public Column
{
    Q_OBJECT

public:
    explicit TaskControls(Document &document, QWidget *parent = nullptr);

    // None: it is hidden. isOpen: what is asked for is still to be done.
    void offer(const std::optional<QStringList> &controls, bool isOpen);
    void setLookOfAll(const Look &look);

private:
    Document &m_document;
    ControlPanel *m_controls = nullptr; // from the first step on that has some
};

} // namespace ui
