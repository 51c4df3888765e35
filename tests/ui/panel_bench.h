// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/scenario/scenario_json.h"
#include "ui/controls/choice_box.h"
#include "ui/controls/choice_row.h"
#include "ui/controls/push_button.h"
#include "ui/controls/value_slider.h"
#include "ui/document/document.h"
#include "ui/panels/control_panel.h"

#include <QTest>

// A panel on a scenario, as large as in the window.
struct PanelBench
{
    explicit PanelBench(const char *id)
    {
        document.open(builtin(id), {});
        panel.resize(256, 580);
        panel.show();
    }
    static core::Scenario builtin(const char *id)
    {
        const core::Result<core::Scenario> scenario = core::loadScenario(id);
        return scenario ? scenario.value() : core::Scenario();
    }
    ui::ValueSlider &slider(const char *id)
    {
        return *panel.findChild<ui::ValueSlider *>(QString::fromLatin1(id));
    }
    ui::ChoiceBox &chooser(const char *id)
    {
        return *panel.findChild<ui::ChoiceBox *>(QString::fromLatin1(id));
    }
    ui::ChoiceButton &tile(const QString &id)
    {
        for (ui::ChoiceButton *button : panel.findChildren<ui::ChoiceButton *>()) {
            if (button->id() == id)
                return *button;
        }
        qFatal("no such tile");
    }
    [[nodiscard]] const core::Scenario &scenario() const { return document.scenario(); }
    void showMore() { panel.findChild<ui::PushButton *>(QStringLiteral("more"))->click(); }

    ui::Document document;
    ui::ControlPanel panel{document};
};

// Drags the handle from where it is to the stop, in steps, and lets go.
inline void drag(ui::ValueSlider &slider, double toValue)
{
    const QPointF from = slider.handleRect().center();
    const double way = slider.width() - slider.handleRect().width();
    const double to =
        ui::positionOf(slider.scale(), toValue) * way + slider.handleRect().width() / 2;
    QTest::mousePress(&slider, Qt::LeftButton, {}, from.toPoint());
    for (int step = 1; step <= 10; ++step)
        QTest::mouseMove(&slider,
                         QPointF(from.x() + (to - from.x()) * step / 10, from.y()).toPoint());
    QTest::mouseRelease(&slider, Qt::LeftButton, {}, QPointF(to, from.y()).toPoint());
}
