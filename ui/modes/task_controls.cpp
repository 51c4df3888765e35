// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/task_controls.h"

#include "ui/panels/control_panel.h"

namespace ui {

namespace {

constexpr double kMark = 11; // logical pixels, of the bar that draws attention

} // namespace

TaskControls::TaskControls(Document &document, QWidget *parent)
    : Column(parent), m_document(document)
{
    setMargins(kMark, 0, 0, 0);
}

void TaskControls::offer(const std::optional<QStringList> &controls, bool isOpen)
{
    setVisible(controls.has_value());
    if (controls && m_controls == nullptr) {
        m_controls = new ControlPanel(m_document);
        m_controls->setLook(look());
        add(m_controls, 0);
        m_controls->show();
    }
    if (m_controls == nullptr)
        return;
    m_controls->setAwake(controls.has_value());
    if (controls)
        m_controls->showOnly(*controls);
    setMarked(m_controls, isOpen);
}

void TaskControls::setLookOfAll(const Look &look)
{
    setLook(look);
    if (m_controls != nullptr)
        m_controls->setLook(look);
}

} // namespace ui
