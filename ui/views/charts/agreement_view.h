// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/validation/validation_table.h"
#include "ui/paint/look.h"

#include <QWidget>

class QCustomPlot;

namespace ui {

// Predicted against published times, both axes logarithmic: points on the diagonal are equal, the
// two lines beside it are 10 % away.
class AgreementView : public QWidget
{
    Q_OBJECT

public:
    explicit AgreementView(QWidget *parent = nullptr);

    void setTable(const core::ValidationTable &table);
    void setLook(const Look &look);
    [[nodiscard]] const QCustomPlot &plot() const { return *m_plot; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    Look m_look;
    QCustomPlot *m_plot;
};

} // namespace ui
